package org.lianbao.mapping;

import static org.lianbao.mapping.Arguments.one;

import com.dashjoin.jsonata.Jsonata.JFunction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;

/**
 * Text and bytes in base64 and hexadecimal. Mappings know no bytes: where a function gives or takes
 * some, they stand in one of these.
 */
final class Encodings {

  private static final HexFormat HEX = HexFormat.of();
  private static final Base64.Encoder BASE64 = Base64.getEncoder();
  private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

  private Encodings() {}

  static Map<String, JFunction> pure() {
    Function<byte[], String> base64 = BASE64::encodeToString;
    Function<byte[], String> base64Url = BASE64_URL::encodeToString;
    return Map.of(
        "base64", one(text -> base64.apply(utf8(text))),
        "base64Text", one(text -> text("$base64Text", base64("$base64Text", text))),
        "base64ToHex", one(text -> HEX.formatHex(base64("$base64ToHex", text))),
        "base64Url", one(text -> base64Url.apply(utf8(text))),
        "base64UrlText", one(text -> text("$base64UrlText", base64Url("$base64UrlText", text))),
        "base64UrlToHex", one(text -> HEX.formatHex(base64Url("$base64UrlToHex", text))),
        "hex", one(text -> HEX.formatHex(utf8(text))),
        "hexText", one(text -> text("$hexText", hex("$hexText", text))),
        "hexToBase64", one(text -> base64.apply(hex("$hexToBase64", text))),
        "hexToBase64Url", one(text -> base64Url.apply(hex("$hexToBase64Url", text))));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(String function, byte[] bytes) {
    if (!Strict.decodes(bytes, StandardCharsets.UTF_8)) {
      throw new MappingFault(function + ": what the argument stands for is not text in UTF-8");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] base64(String function, String text) {
    return read(function, "base64", text, Base64.getDecoder()::decode);
  }

  private static byte[] base64Url(String function, String text) {
    return read(function, "URL-safe base64", text, Base64.getUrlDecoder()::decode);
  }

  private static byte[] hex(String function, String text) {
    return read(function, "hexadecimal", text, HEX::parseHex);
  }

  private static byte[] read(
      String function, String what, String text, Function<String, byte[]> decode) {
    try {
      return decode.apply(text);
    } catch (IllegalArgumentException e) {
      // The cause would quote the text.
      throw new MappingFault(function + ": the argument is not " + what);
    }
  }
}
