package org.lianbao.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.lianbao.shared.Json;
import org.springframework.http.MediaType;

/** Reads a body of at most 1 MiB of strict UTF-8, and the one JSON document in it. */
final class Body {

  static final int LIMIT = 1 << 20;

  private Body() {}

  /** The bytes exactly as they came, since they are what was signed. */
  static byte[] bytes(HttpServletRequest request) {
    if (request.getContentLengthLong() > LIMIT) {
      throw tooLarge();
    }
    if (!utf8(request.getContentType())) {
      throw Refused.unsupported(
          "Content-Type 的 charset 须为 UTF-8，请用 UTF-8 编码 / the charset must be UTF-8");
    }
    try {
      var bytes = request.getInputStream().readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw tooLarge();
      }
      return bytes;
    } catch (IOException e) {
      throw Refused.badRequest("BODY_BROKE_OFF", "请求体未收全，请重发 / the body broke off, send it again");
    }
  }

  /** Refuses what is too large; an HTTP body is never read that far. */
  static void requireSize(byte[] bytes) {
    if (bytes.length > LIMIT) {
      throw tooLarge();
    }
  }

  /** The document in the bytes. */
  static JsonNode document(byte[] bytes) {
    var wrong = firstNotUtf8(bytes);
    if (wrong >= 0) {
      throw malformed("不是合法的 UTF-8", "is not UTF-8", bytes, wrong);
    }
    try {
      return Json.read(bytes);
    } catch (Json.MalformedJson e) {
      if (e.getCause() instanceof JsonProcessingException json && json.getLocation() != null) {
        var at = json.getLocation();
        throw malformed(
            "不是合法的 JSON，或有重复的键",
            "is not well-formed JSON, or repeats a key",
            at.getLineNr(),
            at.getColumnNr());
      }
      throw Refused.badRequest("MALFORMED", "请求体为空或不是合法的 JSON / the body is empty or not JSON");
    }
  }

  private static boolean utf8(String contentType) {
    try {
      var charset = MediaType.parseMediaType(contentType).getCharset();
      return charset == null || charset.equals(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Where the bytes stop being UTF-8, or -1; a zero byte would make the parser guess UTF-16. */
  private static int firstNotUtf8(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length + 1);
    if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
      return in.position();
    }
    for (var i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static Refused malformed(String zh, String en, byte[] bytes, int offset) {
    var line = 1;
    var column = 1;
    for (var i = 0; i < offset; i++) {
      column++;
      if (bytes[i] == '\n') {
        line++;
        column = 1;
      }
    }
    return malformed(zh, en, line, column);
  }

  private static Refused malformed(String zh, String en, int line, int column) {
    return Refused.badRequest(
        "MALFORMED",
        "请求体%s：第 %d 行第 %d 字节 / the body %s at line %d, byte %d"
            .formatted(zh, line, column, en, line, column));
  }

  private static Refused tooLarge() {
    return Refused.tooLarge("请求体最大 1 MiB，附件请只传地址 / at most 1 MiB; send attachments as addresses");
  }
}
