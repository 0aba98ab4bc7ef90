package org.lianbao.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.OpenSsl;
import org.lianbao.shared.Json;
import org.lianbao.shared.Sm2;

/**
 * A partner that has nothing but {@code openssl} reads what the hub seals, and seals what it reads.
 */
class SealedByOpenSslTest {

  private static final String KEY = "0123456789abcdeffedcba9876543210";
  private static final String PLAIN = "{\"bizNo\":\"BZ1-ZJ\",\"opinion\":\"㛃䶮𠮷\"}";
  private static final Instant NOW = Instant.parse("2026-11-09T02:15:00Z");

  private final Mappings mappings = new FileMappings(Path.of("mappings"));
  private final Sm2.Pair hub = Sm2.newPair(new SecureRandom());
  private final Sm2.Pair partner = Sm2.newPair(new SecureRandom());

  @TempDir Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void open() {
    openssl = new OpenSsl(folder);
  }

  @Test
  void readsWhatTheHubSeals() throws Exception {
    var envelope = apply("seal.jsonata", PLAIN).textValue();

    var json = Json.read(bytes(envelope));
    var signature = json.path("signData").asText();
    var signed = envelope.replace("\"signData\":\"" + signature + "\",", "");
    assertThat(openssl.verifies(hub.publicKey(), bytes(signed), signature)).isTrue();
    var inside = Base64.getDecoder().decode(json.path("encData").asText());
    assertThat(openssl.decrypt(KEY, inside)).isEqualTo(bytes(PLAIN));
  }

  @Test
  void sealsWhatTheHubReads() throws Exception {
    var inside = openssl.encrypt(KEY, "0f0e0d0c0b0a09080706050403020100", bytes(PLAIN));
    var head =
        "{\"appId\":\"PYXBZ\",\"encData\":\"%s\",\"encType\":\"SM4\","
            .formatted(Base64.getEncoder().encodeToString(inside));
    var tail =
        "\"signType\":\"SM2\",\"timestamp\":%d,\"version\":\"1.0\"}"
            .formatted(NOW.getEpochSecond());
    var signature = openssl.sign(partner.privateKey(), bytes(head + tail));

    var opened = apply("open.jsonata", head + "\"signData\":\"" + signature + "\"," + tail);

    assertThat(opened.path("verified").asBoolean()).as(opened.toString()).isTrue();
    assertThat(opened.path("content")).isEqualTo(Json.read(bytes(PLAIN)));
  }

  private JsonNode apply(String mapping, String text) {
    var settings =
        Map.of(
            "app-id",
            "PYXBZ",
            "sm4-key",
            KEY,
            "sign-key",
            hub.privateKey(),
            "partner-key",
            partner.publicKey());
    var context =
        new MappingContext(
            NOW,
            MissingNode.getInstance(),
            Map.of(),
            settings::get,
            () -> UUID.randomUUID().toString());
    return mappings.apply("housing", mapping, TextNode.valueOf(text), context);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
