package org.lianbao.sandbox.power;

import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.shared.Digest;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A {@code tjysq} (an application) or {@code tzts} (a notice) that is well-formed, for this system,
 * and unchanged since it was signed.
 *
 * @param application the element itself, not yet checked against the schema
 * @param digest SM3 of the body's exact text
 */
record PowerRequest(Element application, String digest) {

  /** What is called by which service code. */
  private static final Map<String, String> SERVICES =
      Map.of("tjysq", "BZ_YSQ_TJ", "tzts", "BZ_TZ_TS");

  private static final Pattern ACTION =
      Pattern.compile("\"" + Pattern.quote(Soap.GRID) + ":(tjysq|tzts)\"");

  /**
   * Reads the envelope.
   *
   * @throws Refusal if the envelope itself is at fault
   */
  static PowerRequest read(Request request, String secret) throws Refusal {
    if (!request.isPost() || !request.isUtf8("text/xml", true)) {
      throw new Refusal("Content-Type 应为 text/xml; charset=UTF-8");
    }
    var action = ACTION.matcher(request.header("SOAPAction"));
    if (!action.matches()) {
      throw new Refusal("SOAPAction 应为 \"" + Soap.GRID + ":tjysq\" 或 tzts");
    }
    var name = action.group(1);
    try {
      var text = StrictText.utf8(request.body());
      var envelope = Soap.parse(text).getDocumentElement();
      var body = Soap.bodyText(text).orElseThrow(() -> new Refusal("报文没有 soapenv:Body"));
      var header = header(envelope, SERVICES.get(name));
      if (!Digest.matches(Digest.sm3(secret + body), Soap.text(header, "ZY"))) {
        throw new Refusal("报文摘要 ZY 不符");
      }
      var application =
          Soap.child(envelope, Soap.ENVELOPE, "Body")
              .flatMap(element -> Soap.child(element, Soap.GRID, name))
              .orElseThrow(() -> new Refusal("报文体没有 yk:" + name));
      return new PowerRequest(application, Digest.sm3(body));
    } catch (CharacterCodingException e) {
      throw new Refusal("报文不是 UTF-8");
    } catch (SAXException e) {
      throw new Refusal("报文不是合规的 XML（不允许 DTD）");
    }
  }

  private static Element header(Element envelope, String service) throws Refusal {
    if (!Soap.ENVELOPE.equals(envelope.getNamespaceURI())
        || !"Envelope".equals(envelope.getLocalName())) {
      throw new Refusal("报文不是 SOAP 1.1 信封");
    }
    var header =
        Soap.child(envelope, Soap.ENVELOPE, "Header")
            .flatMap(element -> Soap.child(element, Soap.GRID, "BWT"))
            .orElseThrow(() -> new Refusal("报文头没有 yk:BWT"));
    for (var name : List.of("FWBM", "YXT", "MBXT", "QQLSH", "QQSJ", "ZY")) {
      if (Soap.text(header, name).isEmpty()) {
        throw new Refusal("报文头缺少 " + name);
      }
    }
    if (!Soap.text(header, "FWBM").equals(service)
        || !Soap.text(header, "YXT").equals("PYXBZ")
        || !Soap.text(header, "MBXT").equals("PYGD")) {
      throw new Refusal("报文头 FWBM/YXT/MBXT 应为 " + service + "/PYXBZ/PYGD");
    }
    if (!Soap.text(header, "QQSJ").matches("[0-9]{14}")) {
      throw new Refusal("报文头 QQSJ 应为 yyyyMMddHHmmss");
    }
    return header;
  }

  /** Whether it is a notice, not an application. */
  boolean notice() {
    return application.getLocalName().equals("tzts");
  }

  /** An envelope the grid cannot take; answered with a SOAP fault. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }
}
