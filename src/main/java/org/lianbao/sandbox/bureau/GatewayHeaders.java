package org.lianbao.sandbox.bureau;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.web.Request;
import org.lianbao.shared.Digest;

/** The gateway's check of who sends: headers alone, each nonce once. */
final class GatewayHeaders {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final Agreed agreed;
  private final Map<String, Instant> nonces = new ConcurrentHashMap<>();

  GatewayHeaders(Agreed agreed) {
    this.agreed = agreed;
  }

  /**
   * Checks the headers.
   *
   * @throws Refusal if the sender cannot be trusted
   */
  void check(Request request, Instant now) throws Refusal {
    if (!request.header("x-tif-paasid").equals(agreed.text("paas-id", "pyxbz"))) {
      throw unknown("x-tif-paasid 无效");
    }
    var timestamp = request.header("x-tif-timestamp");
    if (!timestamp.matches("[0-9]{10}") || stale(Long.parseLong(timestamp), now)) {
      throw unknown("x-tif-timestamp 应为秒，且在 ±300 秒内");
    }
    var nonce = request.header("x-tif-nonce");
    if (!nonce.matches("[0-9A-Za-z-]{8,64}")) {
      throw unknown("x-tif-nonce 应为 8 至 64 位字母、数字");
    }
    var expected = Digest.sha256(timestamp + agreed.text("token") + nonce + timestamp);
    if (!Digest.matches(expected, request.header("x-tif-signature"))) {
      throw unknown("x-tif-signature 不符");
    }
    nonces.values().removeIf(at -> at.isBefore(now.minus(WINDOW.multipliedBy(2))));
    if (nonces.putIfAbsent(nonce, now) != null) {
      throw unknown("x-tif-nonce 已用过");
    }
  }

  private static boolean stale(long seconds, Instant now) {
    return Duration.between(Instant.ofEpochSecond(seconds), now).abs().compareTo(WINDOW) > 0;
  }

  private static Refusal unknown(String message) {
    return new Refusal(401, 1401, message);
  }
}
