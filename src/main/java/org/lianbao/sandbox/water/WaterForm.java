package org.lianbao.sandbox.water;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;

/** A signed form: its fields decoded strictly, its signature over the decoded values. */
final class WaterForm {

  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final Map<String, String> fields;

  private WaterForm(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads the body.
   *
   * @throws Refusal if it is not a form in UTF-8
   */
  static WaterForm read(Request request) throws Refusal {
    if (!request.isPost() || !request.isUtf8("application/x-www-form-urlencoded", false)) {
      throw new Refusal(400, "请求格式错误: 需要 POST application/x-www-form-urlencoded; charset=UTF-8");
    }
    var fields = new TreeMap<String, String>();
    try {
      for (var pair : StrictText.utf8(request.body()).split("&")) {
        var equals = pair.indexOf('=');
        if (equals < 0) {
          throw new Refusal(400, "请求格式错误: 表单字段缺少等号");
        }
        var name = decode(pair.substring(0, equals));
        if (fields.put(name, decode(pair.substring(equals + 1))) != null) {
          throw new Refusal(400, "请求格式错误: 字段重复");
        }
      }
    } catch (CharacterCodingException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new Refusal(400, "请求格式错误: 不是 UTF-8 表单");
    }
    return new WaterForm(fields);
  }

  /** The field's value, never empty. */
  String need(String name) throws Refusal {
    var value = fields.get(name);
    if (value == null || value.isBlank()) {
      throw new Refusal(400, "缺少参数: " + name);
    }
    return value;
  }

  /** Checks who sent the form, when, and that nobody changed it. */
  void verify(Agreed agreed, Instant now) throws Refusal {
    var time = need("timestamp");
    var sign = need("sign");
    if (!need("appKey").equals(agreed.text("app-key", "PYXBZ"))) {
      throw new Refusal(401, "appKey 无效");
    }
    if (!Digest.matches(signature(agreed.text("secret")), sign) || !sign.equals(upper(sign))) {
      throw new Refusal(401, "签名错误");
    }
    try {
      var sent = LocalDateTime.parse(time, TIME).atZone(Clock.COUNTY).toInstant();
      if (Duration.between(sent, now).abs().compareTo(WINDOW) > 0) {
        throw new Refusal(401, "timestamp 超出允许范围（±10 分钟）");
      }
    } catch (DateTimeException e) {
      throw new Refusal(400, "参数格式错误: timestamp 应为 yyyy-MM-dd HH:mm:ss");
    }
  }

  private String signature(String secret) {
    var text =
        fields.entrySet().stream()
            .filter(field -> !field.getKey().equals("sign"))
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    return upper(Digest.md5(text + "&key=" + secret));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static String decode(String text) throws CharacterCodingException {
    if (text.indexOf('%') < 0) {
      return text.replace('+', ' ');
    }
    var bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '%') {
        bytes.write(hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2)));
        i += 2;
      } else if (c < 0x80) {
        bytes.write(c == '+' ? ' ' : c);
      } else {
        throw new NumberFormatException("not percent-encoded");
      }
    }
    return StrictText.utf8(bytes.toByteArray());
  }

  private static int hex(char c) {
    var digit = Character.digit(c, 16);
    if (digit < 0 || c > 'f') {
      throw new NumberFormatException("not hexadecimal");
    }
    return digit;
  }

  /** What the water company says to a form it does not take: HTTP 200 with a code of its own. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    Refusal(int code, String message) {
      super(message);
      this.code = code;
    }

    int code() {
      return code;
    }
  }
}
