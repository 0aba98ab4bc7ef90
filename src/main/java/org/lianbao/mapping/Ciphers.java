package org.lianbao.mapping;

import static org.lianbao.mapping.Arguments.function;
import static org.lianbao.mapping.Arguments.one;
import static org.lianbao.mapping.Arguments.text;
import static org.lianbao.mapping.Arguments.two;

import com.dashjoin.jsonata.Jsonata.JFunction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Sm2;
import org.lianbao.shared.Sm4;

/**
 * What mappings encrypt, decrypt, sign and verify with. Texts are taken in UTF-8. A fault is one of
 * the key alone and does not quote it; what the other side sent wrong gives false or nothing.
 */
final class Ciphers {

  private Ciphers() {}

  /** The functions that need nothing but their arguments. */
  static Map<String, JFunction> pure() {
    return Map.of(
        "sm2Sign", function(Ciphers::sign),
        "sm2Verify", function(Ciphers::verify),
        "sm2ToDer", one(signature -> Sm2.toDer(signature).orElse(null)),
        "sm2FromDer", one(der -> Sm2.fromDer(der).orElse(null)),
        "sm4Decrypt", two(Ciphers::decrypt));
  }

  /**
   * Encrypts under a vector that a fresh nonce gives.
   *
   * @param nonces never the same twice, and not to be foretold
   */
  static JFunction sm4Encrypt(Supplier<String> nonces) {
    return two(
        (key, text) -> {
          var vector = HexFormat.of().parseHex(Digest.sm3(nonces.get()));
          var plain = text.getBytes(StandardCharsets.UTF_8);
          try {
            var sealed = Sm4.encrypt(key, Arrays.copyOf(vector, Sm4.BLOCK), plain);
            return Base64.getEncoder().encodeToString(sealed);
          } catch (IllegalArgumentException e) {
            throw new MappingFault("$sm4Encrypt: " + e.getMessage());
          }
        });
  }

  private static String decrypt(String key, String sealed) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      return null;
    }
    try {
      return Sm4.decrypt(key, bytes)
          .filter(plain -> Strict.decodes(plain, StandardCharsets.UTF_8))
          .map(plain -> new String(plain, StandardCharsets.UTF_8))
          .orElse(null);
    } catch (IllegalArgumentException e) {
      throw new MappingFault("$sm4Decrypt: " + e.getMessage());
    }
  }

  private static String sign(List<?> args) {
    var key = text(args, 0);
    var message = text(args, 1);
    if (key == null || message == null) {
      return null;
    }
    try {
      return Sm2.sign(key, id(args, 2), message.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new MappingFault("$sm2Sign: " + e.getMessage());
    }
  }

  private static boolean verify(List<?> args) {
    var key = text(args, 0);
    var message = text(args, 1);
    var signature = text(args, 2);
    if (key == null || message == null) {
      return false;
    }
    try {
      return Sm2.verify(key, id(args, 3), message.getBytes(StandardCharsets.UTF_8), signature);
    } catch (IllegalArgumentException e) {
      throw new MappingFault("$sm2Verify: " + e.getMessage());
    }
  }

  private static String id(List<?> args, int index) {
    var given = text(args, index);
    return given == null ? Sm2.DEFAULT_ID : given;
  }
}
