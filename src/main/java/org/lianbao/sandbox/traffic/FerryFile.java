package org.lianbao.sandbox.traffic;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.shared.Digest;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The files both sides exchange: XML that says it is GBK and is, sealed by {@code <name>.sm3}. */
final class FerryFile {

  private static final Charset GBK = Charset.forName("GBK");
  private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"GBK\"?>\n";
  private static final long MAX_BYTES = 16L * 1024 * 1024;
  private static final long MAX_BESIDE = 64L * 1024 * 1024;

  private FerryFile() {}

  /** Why a file cannot be used, in words for its sender. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /** The sidecar of a file. */
  static Path seal(Path xml) {
    return xml.resolveSibling(xml.getFileName() + ".sm3");
  }

  /** The root element of a sealed file. */
  static Element read(Path xml) throws IOException, Unusable {
    if (Files.size(xml) > MAX_BYTES) {
      throw new Unusable("文件超过 16 MB");
    }
    var bytes = Files.readAllBytes(xml);
    var sealed = Files.readString(seal(xml), StandardCharsets.ISO_8859_1).strip();
    if (!Digest.matches(Digest.sm3(bytes), sealed)) {
      throw new Unusable("文件与 .sm3 不符");
    }
    try {
      var text = StrictText.read(bytes, GBK);
      if (!text.startsWith(PROLOG.strip())) {
        throw new Unusable("首行应为 " + PROLOG.strip());
      }
      return root(text);
    } catch (CharacterCodingException e) {
      throw new Unusable("文件编码不是 GBK");
    }
  }

  /** Whether a file beside an application is there, sealed, and as the application says. */
  static boolean fits(Path file, String digest) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !Files.exists(seal(file))
        || Files.size(file) > MAX_BESIDE) {
      return false;
    }
    var sealed = Files.readString(seal(file), StandardCharsets.ISO_8859_1).strip();
    return Digest.matches(digest, sealed)
        && Digest.matches(digest, Digest.sm3(Files.readAllBytes(file)));
  }

  private static Element root(String text) throws IOException, Unusable {
    try {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every JDK can refuse a document type", e);
    } catch (SAXException e) {
      throw new Unusable("不是合规的 XML,或含有 DTD");
    }
  }

  /** One empty element with these attributes, as a whole file. */
  static byte[] of(String root, Map<String, String> attributes) {
    var xml = new StringBuilder(PROLOG).append('<').append(root);
    attributes.forEach(
        (name, value) ->
            xml.append(' ').append(name).append("=\"").append(escape(value)).append('"'));
    return xml.append("/>\n").toString().getBytes(GBK);
  }

  private static String escape(String text) {
    var escaped = new StringBuilder();
    var encoder = GBK.newEncoder();
    text.codePoints()
        .forEach(
            c -> {
              var plain = "&<>\"\n\r\t".indexOf(c) < 0 && encoder.canEncode(Character.toString(c));
              if (plain) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append("&#").append(c).append(';');
              }
            });
    return escaped.toString();
  }

  /**
   * Puts a file down as the ferry does: under its own name while it is still half-written, the seal
   * last. What lies there already is only ever replaced whole.
   */
  static void put(Path xml, byte[] bytes) throws IOException {
    if (Files.exists(xml)) {
      replace(xml, bytes);
    } else {
      Files.write(xml, Arrays.copyOf(bytes, bytes.length / 2));
      var rest = Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length);
      Files.write(xml, rest, StandardOpenOption.APPEND);
    }
    replace(seal(xml), Digest.sm3(bytes).getBytes(StandardCharsets.US_ASCII));
  }

  /** Puts down the first half of a file, though sealed as a whole: the ferry has no order. */
  static void putHalf(Path xml, byte[] bytes) throws IOException {
    if (!Files.exists(xml)) {
      Files.write(xml, Arrays.copyOf(bytes, bytes.length / 2));
      replace(seal(xml), Digest.sm3(bytes).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    var part = file.resolveSibling("." + file.getFileName() + ".part");
    Files.write(part, bytes);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
