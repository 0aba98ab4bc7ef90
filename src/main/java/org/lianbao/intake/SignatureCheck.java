package org.lianbao.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.springframework.stereotype.Component;

/**
 * Checks the signature of a request over the raw bytes received: HMAC-SM3 of method, path, sorted
 * query, key, timestamp, nonce and the body's SM3. Refusals name the header and the mend, never the
 * value that was expected.
 */
@Component
final class SignatureCheck {

  static final Duration WINDOW = Duration.ofSeconds(300);

  private static final Pattern NONCE = Pattern.compile("[!-~]{1,128}");
  private static final Pattern MILLIS = Pattern.compile("\\d{13}");

  private final Upstream upstream;
  private final Clock clock;

  SignatureCheck(Upstream upstream, Clock clock) {
    this.upstream = upstream;
    this.clock = clock;
  }

  /**
   * The caller, if the signature holds; that its nonce is fresh is for the database to say.
   *
   * @throws Refused with 401
   */
  Caller check(HttpServletRequest request, byte[] body) {
    var appKey = header(request, "X-App-Key");
    var timestamp = header(request, "X-Timestamp");
    var nonce = header(request, "X-Nonce");
    var sign = header(request, "X-Sign");
    var credentials = upstream.credentials();
    if (!Digest.matches(credentials.appKey(), appKey)) {
      throw Refused.unauthorized(
          "UNKNOWN_APP_KEY", "X-App-Key 不是中枢登记的应用标识，请核对 / X-App-Key is not known here");
    }
    if (!NONCE.matcher(nonce).matches()) {
      throw Refused.unauthorized(
          "BAD_NONCE",
          "X-Nonce 须为 1–128 个可见 ASCII 字符 / X-Nonce must be 1 to 128 visible ASCII characters");
    }
    inTime(timestamp);
    var canonical =
        String.join(
            "\n",
            request.getMethod(),
            request.getRequestURI(),
            sorted(request.getQueryString()),
            appKey,
            timestamp,
            nonce,
            Digest.sm3(body));
    if (!Digest.matches(Digest.hmacSm3(credentials.secret(), canonical), sign)) {
      throw Refused.unauthorized(
          "BAD_SIGNATURE",
          "X-Sign 不符。请按 METHOD、PATH、QUERY（排序）、X-App-Key、X-Timestamp、X-Nonce、hex(SM3(请求体原始字节))"
              + " 七行以 \\n 相连，用密钥计算 HMAC-SM3 十六进制 / X-Sign does not match; sign these seven lines over"
              + " the exact bytes sent");
    }
    return new Caller(appKey, nonce);
  }

  private static String header(HttpServletRequest request, String name) {
    var value = request.getHeader(name);
    if (value == null || value.isBlank()) {
      throw Refused.unauthorized(
          "MISSING_HEADER", "缺少请求头 " + name + "，请补上 / the header " + name + " is missing");
    }
    return value;
  }

  private void inTime(String timestamp) {
    if (!MILLIS.matcher(timestamp).matches()) {
      throw Refused.unauthorized(
          "BAD_TIMESTAMP",
          "X-Timestamp 须为 13 位毫秒时间戳 / X-Timestamp must be milliseconds since 1970, 13 digits");
    }
    var now = clock.now();
    var off = Duration.between(Instant.ofEpochMilli(Long.parseLong(timestamp)), now);
    if (off.abs().compareTo(WINDOW) > 0) {
      throw Refused.unauthorized(
          "STALE_TIMESTAMP",
          "X-Timestamp 与中枢时间相差超过 300 秒（中枢时间 "
              + now.toEpochMilli()
              + "），请校时后重新签名 / X-Timestamp is more than 300 s off the hub's clock; set the clock"
              + " and sign again");
    }
  }

  private static String sorted(String query) {
    if (query == null || query.isEmpty()) {
      return "";
    }
    var parts = query.split("&");
    Arrays.sort(parts);
    return String.join("&", parts);
  }

  /** Who signed, and the nonce that may be used once. */
  record Caller(String appKey, String nonce) {}
}
