package org.lianbao.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.lianbao.shared.Json;
import org.lianbao.shared.Sm2;
import org.lianbao.shared.Sm4;

/** Envelopes of the housing authority as a test writes and reads them. */
public record SealedText(String appId, String sm4Key, String privateKey, String publicKey) {

  private static final byte[] VECTOR = "sixteen bytes !!".getBytes(StandardCharsets.US_ASCII);

  /** The text, encrypted and signed at this second. */
  public String close(String plain, long seconds) {
    return sign(encrypt(plain), seconds);
  }

  /** The initialisation vector and the ciphertext. */
  public byte[] encrypt(String plain) {
    return Sm4.encrypt(sm4Key, VECTOR, plain.getBytes(StandardCharsets.UTF_8));
  }

  /** An envelope around whatever is given as ciphertext. */
  public String sign(byte[] sealed, long seconds) {
    var head =
        "{\"appId\":\"%s\",\"encData\":\"%s\",\"encType\":\"SM4\","
            .formatted(appId, Base64.getEncoder().encodeToString(sealed));
    var tail = "\"signType\":\"SM2\",\"timestamp\":%d,\"version\":\"1.0\"}".formatted(seconds);
    var signature = Sm2.sign(privateKey, Sm2.DEFAULT_ID, bytes(head + tail));
    return head + "\"signData\":\"" + signature + "\"," + tail;
  }

  /** What an envelope of the other side says. */
  public JsonNode open(String envelope) {
    var json = Json.read(bytes(envelope));
    var signature = json.path("signData").asText();
    var signed = envelope.replace("\"signData\":\"" + signature + "\",", "");
    if (!Sm2.verify(publicKey, Sm2.DEFAULT_ID, bytes(signed), signature)) {
      throw new AssertionError("the envelope is not signed by the other side");
    }
    var sealed = Base64.getDecoder().decode(json.path("encData").asText());
    return Json.read(Sm4.decrypt(sm4Key, sealed).orElseThrow());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
