package org.lianbao.sandbox.county;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lianbao.sandbox.web.Request;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;

/** The county system's signature, made and checked: HMAC-SM3 over a canonical request. */
public final class CountySignature {

  /** The signature's message properties. */
  static final String[] PROPERTIES = {"app_key", "timestamp", "nonce", "request_id", "sign"};

  private static final Duration WINDOW = Duration.ofSeconds(300);
  private static final Duration NONCE_MEMORY = Duration.ofSeconds(600);

  private final CountyKey agreed;
  private final Clock clock;
  private final Map<String, Instant> nonces = new LinkedHashMap<>();

  public CountySignature(CountyKey agreed, Clock clock) {
    this.agreed = agreed;
    this.clock = clock;
  }

  /** The five headers for a request, good for 300 s and for one use. */
  public Map<String, String> headers(
      String method, String path, String query, byte[] body, String requestId) {
    var time = Long.toString(clock.now().toEpochMilli());
    var nonce = UUID.randomUUID().toString().replace("-", "");
    var headers = new LinkedHashMap<String, String>();
    headers.put("X-App-Key", agreed.appKey());
    headers.put("X-Timestamp", time);
    headers.put("X-Nonce", nonce);
    headers.put("X-Request-Id", requestId);
    headers.put("X-Sign", sign(method, path, query, agreed.appKey(), time, nonce, body));
    return headers;
  }

  /** The same as properties of a message for a queue, or as columns of a row. */
  Map<String, String> properties(String method, String place, byte[] body, String requestId) {
    var properties = new LinkedHashMap<String, String>();
    headers(method, place, "", body, requestId)
        .forEach(
            (name, value) ->
                properties.put(
                    name.substring(2).toLowerCase(Locale.ROOT).replace('-', '_'), value));
    return properties;
  }

  /**
   * What is wrong with the signature of a message or a row. It may be old and come again: the place
   * kept it, and only the hub puts something there.
   */
  Optional<String> fault(String method, String place, Map<String, String> properties, byte[] body) {
    for (var name : PROPERTIES) {
      if (properties.getOrDefault(name, "").isEmpty()) {
        return Optional.of("缺少属性 " + name);
      }
    }
    var key = properties.get("app_key");
    var expected =
        sign(method, place, "", key, properties.get("timestamp"), properties.get("nonce"), body);
    return key.equals(agreed.appKey()) && Digest.matches(expected, properties.get("sign"))
        ? Optional.empty()
        : Optional.of("签名错误");
  }

  /** What is wrong with the request's signature, in words; empty when it is right. */
  Optional<String> fault(Request request) {
    for (var name :
        new String[] {"X-App-Key", "X-Timestamp", "X-Nonce", "X-Request-Id", "X-Sign"}) {
      if (request.header(name).isEmpty()) {
        return Optional.of("缺少请求头 " + name);
      }
    }
    var key = request.header("X-App-Key");
    var time = request.header("X-Timestamp");
    var nonce = request.header("X-Nonce");
    if (!key.equals(agreed.appKey())) {
      return Optional.of("X-App-Key 无效");
    }
    if (!time.matches("[0-9]{13}") || nonce.length() > 64) {
      return Optional.of("X-Timestamp 应为毫秒，X-Nonce 至多 64 位");
    }
    var now = clock.now();
    var sent = Instant.ofEpochMilli(Long.parseLong(time));
    if (Duration.between(sent, now).abs().compareTo(WINDOW) > 0) {
      return Optional.of("X-Timestamp 超出允许范围（±300 秒）");
    }
    var expected =
        sign(request.method(), request.path(), request.query(), key, time, nonce, request.body());
    if (!Digest.matches(expected, request.header("X-Sign"))) {
      return Optional.of("签名错误");
    }
    return isNew(nonce, now) ? Optional.empty() : Optional.of("X-Nonce 重复");
  }

  private String sign(
      String method,
      String path,
      String query,
      String key,
      String time,
      String nonce,
      byte[] body) {
    var parts = query.split("&");
    Arrays.sort(parts);
    var sorted = String.join("&", parts);
    var canonical = String.join("\n", method, path, sorted, key, time, nonce, Digest.sm3(body));
    return Digest.hmacSm3(agreed.secret(), canonical);
  }

  private synchronized boolean isNew(String nonce, Instant now) {
    var oldest = nonces.values().iterator();
    while (oldest.hasNext() && oldest.next().isBefore(now.minus(NONCE_MEMORY))) {
      oldest.remove();
    }
    return nonces.putIfAbsent(nonce, now) == null;
  }
}
