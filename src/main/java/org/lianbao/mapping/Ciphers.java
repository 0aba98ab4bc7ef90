package org.lianbao.mapping;

import static org.lianbao.mapping.Arguments.function;
import static org.lianbao.mapping.Arguments.one;
import static org.lianbao.mapping.Arguments.text;

import com.dashjoin.jsonata.Jsonata.JFunction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
        "sm4Decrypt", function(Ciphers::decrypt));
  }

  /**
   * Encrypts under a vector that a fresh nonce gives.
   *
   * @param nonces never the same twice, and not to be foretold
   */
  static JFunction sm4Encrypt(Supplier<String> nonces) {
    return function(
        args -> {
          var plain = text(args, 1);
          if (plain == null) {
            return null;
          }
          var vector = HexFormat.of().parseHex(Digest.sm3(nonces.get()));
          var inside =
              keyed(
                  "$sm4Encrypt",
                  args,
                  key -> Sm4.encrypt(key, Arrays.copyOf(vector, Sm4.BLOCK), utf8(plain)));
          return Base64.getEncoder().encodeToString(inside);
        });
  }

  private static String decrypt(List<?> args) {
    var sealed = text(args, 1);
    if (sealed == null) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    var inside = bytes;
    return keyed("$sm4Decrypt", args, key -> Sm4.decrypt(key, inside))
        .filter(plain -> Strict.decodes(plain, StandardCharsets.UTF_8))
        .map(plain -> new String(plain, StandardCharsets.UTF_8))
        .orElse(null);
  }

  private static String sign(List<?> args) {
    var message = text(args, 1);
    return message == null
        ? null
        : keyed("$sm2Sign", args, key -> Sm2.sign(key, id(args, 2), utf8(message)));
  }

  private static boolean verify(List<?> args) {
    var message = text(args, 1);
    var signature = text(args, 2);
    return message != null
        && keyed("$sm2Verify", args, key -> Sm2.verify(key, id(args, 3), utf8(message), signature));
  }

  /** A key that is missing is a fault too: a setting was forgotten. */
  private static <T> T keyed(String function, List<?> args, Function<String, T> body) {
    var key = text(args, 0);
    try {
      return body.apply(key == null ? "" : key);
    } catch (IllegalArgumentException e) {
      throw new MappingFault(function + ": " + e.getMessage());
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String id(List<?> args, int index) {
    var given = text(args, index);
    return given == null ? Sm2.DEFAULT_ID : given;
  }
}
