package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.lianbao.shared.Json;

/**
 * The formats partners speak, between their bytes and a JSON tree. Reading is strict: bytes that
 * are not of the character set are a {@link MappingFault} naming their place, never question marks.
 * A byte order mark is left out. Bodies are at most 20 MB.
 */
public enum Format {

  /** One JSON document, written compactly. */
  JSON {
    @Override
    JsonNode parse(byte[] body, Charset charset) {
      try {
        var text = Strict.decode(body, charset);
        var utf8 = charset.equals(StandardCharsets.UTF_8);
        return Json.read(utf8 ? body : text.getBytes(StandardCharsets.UTF_8));
      } catch (Json.MalformedJson e) {
        throw new MappingFault(e.getMessage(), e);
      }
    }

    @Override
    public byte[] write(JsonNode value, Charset charset) {
      return Strict.encode(Json.write(value), charset);
    }
  },

  /**
   * XML without document type or entities, in the character set its prolog names, if it names one.
   * Names are local names; an attribute is {@code @name}; repeated elements become an array; an
   * element without children is its text, stripped; the root is a field, so that a SOAP body is
   * {@code Envelope.Body}. What is written is the text of a template; a character that the set
   * lacks becomes a numeric reference in text and attribute values, and is a fault elsewhere.
   */
  XML {
    @Override
    JsonNode parse(byte[] body, Charset charset) {
      return Xml.read(Strict.decode(body, charset), charset);
    }

    @Override
    public byte[] write(JsonNode value, Charset charset) {
      return References.encode(text(value), charset);
    }
  },

  /**
   * CSV with a header line: an array of objects from header to text, each with {@code _row} (the
   * line it begins on; the header is line 1) and, where the row is ragged or not of the character
   * set, {@code _problem} in Chinese. Blank lines are skipped. Written with every field quoted,
   * CRLF, and the first object's keys as header.
   */
  CSV {
    @Override
    JsonNode parse(byte[] body, Charset charset) {
      return Csv.read(body, charset);
    }

    @Override
    public byte[] write(JsonNode value, Charset charset) {
      return Csv.write(value, charset);
    }
  },

  /**
   * {@code application/x-www-form-urlencoded}: an object of texts; a repeated field is an array.
   */
  FORM {
    @Override
    JsonNode parse(byte[] body, Charset charset) {
      return Form.read(body, charset);
    }

    @Override
    public byte[] write(JsonNode value, Charset charset) {
      return Form.write(value, charset);
    }
  },

  /** Plain text as one text node. */
  TEXT {
    @Override
    JsonNode parse(byte[] body, Charset charset) {
      return TextNode.valueOf(Strict.decode(body, charset));
    }

    @Override
    public byte[] write(JsonNode value, Charset charset) {
      return Strict.encode(text(value), charset);
    }
  };

  private static final int MAX_BYTES = 20_000_000;

  /**
   * Reads a body.
   *
   * @throws MappingFault if it is not well-formed in this format and character set
   */
  public JsonNode read(byte[] body, Charset charset) {
    if (body.length > MAX_BYTES) {
      throw new MappingFault("the body is larger than " + MAX_BYTES + " bytes");
    }
    return parse(body, charset);
  }

  /**
   * Writes a value.
   *
   * @throws MappingFault if the value has no form in this format, or holds a character that the
   *     character set lacks
   */
  public abstract byte[] write(JsonNode value, Charset charset);

  abstract JsonNode parse(byte[] body, Charset charset);

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new MappingFault("the mapping gives no text, but the partner expects text");
    }
    return value.textValue();
  }
}
