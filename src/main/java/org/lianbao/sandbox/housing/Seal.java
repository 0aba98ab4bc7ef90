package org.lianbao.sandbox.housing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.regex.Pattern;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.shared.Json;
import org.lianbao.shared.Sm2;
import org.lianbao.shared.Sm4;

/**
 * The envelope around every message: SM4 inside, SM2 over the exact text. Its keys are sorted, so
 * that the signed text is what travels with {@code signData} cut out.
 */
final class Seal {

  private static final Pattern SIGNATURE = Pattern.compile("\"signData\":\"([0-9a-f]{128})\",");
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int FIELDS = 6;

  private final Agreed agreed;
  private final SecureRandom random = new SecureRandom();

  Seal(Agreed agreed) {
    this.agreed = agreed;
  }

  /**
   * What was inside.
   *
   * @param signature by which a copy of the envelope is known
   */
  record Opened(JsonNode content, String signature) {}

  /** The message in a fresh envelope. */
  String close(Object message, Instant now) {
    var vector = new byte[Sm4.BLOCK];
    random.nextBytes(vector);
    var plain = Json.write(message).getBytes(StandardCharsets.UTF_8);
    var envelope = Json.mapper().createObjectNode();
    envelope.put("appId", appId());
    envelope.put(
        "encData",
        Base64.getEncoder().encodeToString(Sm4.encrypt(agreed.text("sm4-key"), vector, plain)));
    envelope.put("encType", "SM4").put("signType", "SM2");
    envelope.put("timestamp", now.getEpochSecond()).put("version", "1.0");
    var signed = Json.write(envelope);
    var signature =
        Sm2.sign(
            agreed.text("partner-key-private"),
            Sm2.DEFAULT_ID,
            signed.getBytes(StandardCharsets.UTF_8));
    return signed.replace("\"signType\":", "\"signData\":\"" + signature + "\",\"signType\":");
  }

  /**
   * Opens an envelope of the hub.
   *
   * @throws Refusal if it is not exactly as agreed
   */
  Opened open(byte[] body, Instant now) throws Refusal {
    var text = utf8(body, "1400", "报文不是 UTF-8");
    var found = SIGNATURE.matcher(text);
    if (!found.find()) {
      throw new Refusal("1400", "缺少 signData，或报文不是键按字母序、不留空格的一行 JSON");
    }
    var signature = found.group(1);
    var signed = text.substring(0, found.start()) + text.substring(found.end());
    if (!Sm2.verify(
        agreed.text("sign-key-public"),
        Sm2.DEFAULT_ID,
        signed.getBytes(StandardCharsets.UTF_8),
        signature)) {
      throw new Refusal("1401", "signData 验签不通过");
    }
    var envelope = json(signed, "1400", "报文不是 JSON");
    check(envelope, now);
    var plain = decrypt(envelope.path("encData").asText());
    return new Opened(json(plain, "1403", "encData 解密失败"), signature);
  }

  private void check(JsonNode envelope, Instant now) throws Refusal {
    var wrong = new ArrayList<String>();
    if (!envelope.path("appId").asText().equals(appId())) {
      wrong.add("appId");
    }
    if (!envelope.path("encType").asText().equals("SM4")) {
      wrong.add("encType");
    }
    if (!envelope.path("signType").asText().equals("SM2")) {
      wrong.add("signType");
    }
    if (!envelope.path("version").isTextual() || !envelope.path("version").asText().equals("1.0")) {
      wrong.add("version");
    }
    if (!envelope.path("encData").isTextual()) {
      wrong.add("encData");
    }
    if (envelope.size() != FIELDS) {
      wrong.add("字段多余或不足");
    }
    if (!wrong.isEmpty()) {
      throw new Refusal("1400", "报文字段不符: " + String.join(", ", wrong));
    }
    var timestamp = envelope.path("timestamp");
    if (!timestamp.isIntegralNumber()
        || Duration.between(Instant.ofEpochSecond(timestamp.asLong()), now).abs().compareTo(WINDOW)
            > 0) {
      throw new Refusal("1402", "timestamp 应为秒，且在 ±300 秒内");
    }
  }

  /** One answer, whatever is wrong inside. */
  private String decrypt(String encData) throws Refusal {
    byte[] sealed;
    try {
      sealed = Base64.getDecoder().decode(encData);
    } catch (IllegalArgumentException e) {
      throw new Refusal("1403", "encData 解密失败");
    }
    var plain =
        Sm4.decrypt(agreed.text("sm4-key"), sealed)
            .orElseThrow(() -> new Refusal("1403", "encData 解密失败"));
    return utf8(plain, "1403", "encData 解密失败");
  }

  private static String utf8(byte[] bytes, String code, String message) throws Refusal {
    try {
      return StrictText.utf8(bytes);
    } catch (CharacterCodingException e) {
      throw new Refusal(code, message);
    }
  }

  private static JsonNode json(String text, String code, String message) throws Refusal {
    try {
      var read = Json.read(text.getBytes(StandardCharsets.UTF_8));
      if (read instanceof ObjectNode) {
        return read;
      }
    } catch (Json.MalformedJson e) {
      // Said below.
    }
    throw new Refusal(code, message);
  }

  private String appId() {
    return agreed.text("app-id", "PYXBZ");
  }

  /** What the authority says to a message it does not take, in an envelope of its own. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    Refusal(String code, String message) {
      super(message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }
}
