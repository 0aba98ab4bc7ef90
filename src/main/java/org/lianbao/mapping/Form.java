package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** URL-encoded forms; unlike the JDK's decoder it refuses what is not properly encoded. */
final class Form {

  private static final int MAX_FIELDS = 1_000;

  private Form() {}

  static ObjectNode read(byte[] body, Charset charset) {
    var form = JsonNodeFactory.instance.objectNode();
    var text = Strict.decode(body, StandardCharsets.US_ASCII).strip();
    var fields = text.isEmpty() ? new String[0] : text.split("&", MAX_FIELDS + 2);
    if (fields.length > MAX_FIELDS) {
      throw new MappingFault("the form has more than " + MAX_FIELDS + " fields");
    }
    for (var i = 0; i < fields.length; i++) {
      var equals = fields[i].indexOf('=');
      var name = decode(equals < 0 ? fields[i] : fields[i].substring(0, equals), i, charset);
      var value = equals < 0 ? "" : decode(fields[i].substring(equals + 1), i, charset);
      add(form, name, TextNode.valueOf(value));
    }
    return form;
  }

  static byte[] write(JsonNode value, Charset charset) {
    if (!value.isObject()) {
      throw new MappingFault("a form is written from an object");
    }
    var body = new StringJoiner("&");
    for (var field : value.properties()) {
      if (field.getValue().isContainerNode()) {
        throw new MappingFault("the form field " + field.getKey() + " is not a plain value");
      }
      var text = field.getValue().isNull() ? "" : field.getValue().asText();
      // An unencodable character is refused here; the encoder below would put a question mark.
      Strict.encode(field.getKey() + text, charset);
      body.add(URLEncoder.encode(field.getKey(), charset) + "=" + URLEncoder.encode(text, charset));
    }
    return body.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void add(ObjectNode form, String name, TextNode value) {
    var known = form.get(name);
    if (known == null) {
      form.set(name, value);
    } else if (known instanceof ArrayNode values) {
      values.add(value);
    } else {
      form.putArray(name).add(known).add(value);
    }
  }

  private static String decode(String text, int field, Charset charset) {
    var out = new ByteArrayOutputStream(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '%') {
        var high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        var low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw new MappingFault(
              "form field " + (field + 1) + ": % without two hexadecimal digits");
        }
        out.write(high * 16 + low);
        i += 2;
      } else {
        out.write(c == '+' ? ' ' : c);
      }
    }
    try {
      return Strict.decode(out.toByteArray(), charset);
    } catch (MappingFault e) {
      throw new MappingFault("form field " + (field + 1) + ": " + e.getMessage(), e);
    }
  }
}
