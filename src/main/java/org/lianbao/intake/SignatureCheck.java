package org.lianbao.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
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
   * The caller, if the signature holds; that its nonce is fresh is for the database to say. A
   * message that waited in a queue may be as old as it likes and come twice: who may put it there
   * is known, and the same request gets the same answer.
   *
   * @throws Refused with 401
   */
  Caller check(Submission submission) {
    var appKey = need(submission, Submission.APP_KEY);
    var timestamp = need(submission, Submission.TIMESTAMP);
    var nonce = need(submission, Submission.NONCE);
    var sign = need(submission, Submission.SIGN);
    var credentials = upstream.credentials();
    if (!Digest.matches(credentials.appKey(), appKey)) {
      var name = submission.called(Submission.APP_KEY);
      throw Refused.unauthorized(
          "UNKNOWN_APP_KEY", name + " 不是中枢登记的应用标识，请核对 / " + name + " is not known here");
    }
    if (!NONCE.matcher(nonce).matches()) {
      var name = submission.called(Submission.NONCE);
      throw Refused.unauthorized(
          "BAD_NONCE",
          "%s 须为 1–128 个可见 ASCII 字符 / %s must be 1 to 128 visible ASCII characters"
              .formatted(name, name));
    }
    inTime(submission, timestamp);
    var canonical =
        String.join(
            "\n",
            submission.method(),
            submission.path(),
            sorted(submission.query()),
            appKey,
            timestamp,
            nonce,
            Digest.sm3(submission.body()));
    if (!Digest.matches(Digest.hmacSm3(credentials.secret(), canonical), sign)) {
      throw badSignature(submission);
    }
    return new Caller(appKey, submission.queued() ? UUID.randomUUID().toString() : nonce);
  }

  private static Refused badSignature(Submission submission) {
    return Refused.unauthorized(
        "BAD_SIGNATURE",
        "%s 不符。请按 METHOD、PATH、QUERY（排序）、%s、%s、%s、hex(SM3(请求体原始字节)) 七行以 \\n 相连，用密钥计算 HMAC-SM3 十六进制"
                .formatted(
                    submission.called(Submission.SIGN),
                    submission.called(Submission.APP_KEY),
                    submission.called(Submission.TIMESTAMP),
                    submission.called(Submission.NONCE))
            + " / "
            + submission.called(Submission.SIGN)
            + " does not match; sign these seven lines over the exact bytes sent");
  }

  private static String need(Submission submission, String field) {
    var value = submission.field(field);
    if (value == null || value.isBlank()) {
      var name = submission.called(field);
      throw Refused.unauthorized(
          "MISSING_HEADER",
          submission.queued()
              ? "缺少属性 " + name + "，请补上 / the property " + name + " is missing"
              : "缺少请求头 " + name + "，请补上 / the header " + name + " is missing");
    }
    return value;
  }

  private void inTime(Submission submission, String timestamp) {
    var name = submission.called(Submission.TIMESTAMP);
    if (!MILLIS.matcher(timestamp).matches()) {
      throw Refused.unauthorized(
          "BAD_TIMESTAMP",
          "%s 须为 13 位毫秒时间戳 / %s must be milliseconds since 1970, 13 digits".formatted(name, name));
    }
    var now = clock.now();
    var age = Duration.between(Instant.ofEpochMilli(Long.parseLong(timestamp)), now);
    var waited = submission.queued() && !age.isNegative();
    if (!waited && age.abs().compareTo(WINDOW) > 0) {
      throw Refused.unauthorized(
          "STALE_TIMESTAMP",
          "%s 与中枢时间相差超过 300 秒（中枢时间 %d），请校时后重新签名 / %s is more than 300 s off the hub's clock; set the clock and sign again"
              .formatted(name, now.toEpochMilli(), name));
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
