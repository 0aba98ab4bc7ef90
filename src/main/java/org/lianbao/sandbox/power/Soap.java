package org.lianbao.sandbox.power;

import java.io.IOException;
import java.io.StringReader;
import java.util.Objects;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** SOAP 1.1 as the grid speaks it: built as text, because the digest is over the exact text. */
final class Soap {

  static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
  static final String GRID = "urn:pysim:gd:yk";

  private static final String BODY = "<soapenv:Body>";
  private static final String BODY_END = "</soapenv:Body>";

  private Soap() {}

  /** An envelope around a header (empty for none) and a body, both as XML text. */
  static String envelope(String header, String body) {
    return "<soapenv:Envelope xmlns:soapenv=\""
        + ENVELOPE
        + "\" xmlns:yk=\""
        + GRID
        + "\">"
        + (header.isEmpty() ? "" : "<soapenv:Header>" + header + "</soapenv:Header>")
        + BODY
        + body
        + BODY_END
        + "</soapenv:Envelope>";
  }

  /** The envelope of a fault that the caller has to mend. */
  static String clientFault(String reason) {
    return envelope(
        "",
        "<soapenv:Fault><faultcode>soapenv:Client</faultcode><faultstring>"
            + escape(reason)
            + "</faultstring></soapenv:Fault>");
  }

  /** The exact text between the body's tags, over which the digest goes. */
  static Optional<String> bodyText(String envelope) {
    var from = envelope.indexOf(BODY);
    var to = envelope.lastIndexOf(BODY_END);
    return from < 0 || to < from
        ? Optional.empty()
        : Optional.of(envelope.substring(from + BODY.length(), to));
  }

  /**
   * Parses the text; a document type is refused, so nothing outside is ever read.
   *
   * @throws SAXException if it is not well-formed or has a document type
   */
  static Document parse(String text) throws SAXException {
    try {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Thrower());
      return builder.parse(new InputSource(new StringReader(text)));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's parser lacks a feature", e);
    } catch (IOException e) {
      throw new IllegalStateException("a text cannot fail to be read", e);
    }
  }

  /** The child element of that name; a namespace of {@code null} means none. */
  static Optional<Element> child(Node parent, String namespace, String name) {
    for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element
          && name.equals(element.getLocalName())
          && Objects.equals(namespace, element.getNamespaceURI())) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  /** The text of a child without a namespace, stripped; {@code ""} if there is none. */
  static String text(Node parent, String name) {
    return child(parent, null, name).map(Element::getTextContent).orElse("").strip();
  }

  /** The text with XML's own characters escaped. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static final class Thrower implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
