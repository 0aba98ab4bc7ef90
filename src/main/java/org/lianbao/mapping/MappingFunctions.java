package org.lianbao.mapping;

import static org.lianbao.mapping.Arguments.at;
import static org.lianbao.mapping.Arguments.function;
import static org.lianbao.mapping.Arguments.number;
import static org.lianbao.mapping.Arguments.one;
import static org.lianbao.mapping.Arguments.plain;
import static org.lianbao.mapping.Arguments.text;
import static org.lianbao.mapping.Arguments.two;

import com.dashjoin.jsonata.Jsonata.JFunction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.lianbao.application.Mask;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * The functions mappings have beside JSONata's own; {@code docs/mapping-functions.md} has an
 * example of each. Nothing in gives nothing out.
 */
final class MappingFunctions {

  /** As a spreadsheet shows a long number, with digits lost. */
  private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d(\\.\\d+)?[Ee][+-]?\\d{1,3}");

  private static final Map<String, JFunction> VALUES =
      Map.ofEntries(
          Map.entry("sm3", one(text -> Digest.sm3(text))),
          Map.entry("md5", one(Digest::md5)),
          Map.entry("sha256", one(Digest::sha256)),
          Map.entry("hmacSm3", two(Digest::hmacSm3)),
          Map.entry("sameDigest", function(args -> Digest.matches(text(args, 0), text(args, 1)))),
          Map.entry("time", two(Times::write)),
          Map.entry("instant", two(Times::read)),
          Map.entry("isTime", function(args -> Times.fits(text(args, 0), text(args, 1)))),
          Map.entry("millis", one(text -> Times.instant(text).toEpochMilli())),
          Map.entry("fromMillisIso", one(MappingFunctions::fromMillis)),
          Map.entry("json", function(args -> json(at(args, 0)))),
          Map.entry("decimal", one(text -> plain(number("$decimal", text)))),
          Map.entry("cents", one(MappingFunctions::cents)),
          Map.entry("encodable", two(Repertoire::holds)),
          Map.entry("gbkSafe", one(Repertoire::gbkSafe)),
          Map.entry("isScientific", one(text -> SCIENTIFIC.matcher(text.strip()).matches())),
          Map.entry("addressIn", two(Addresses::within)),
          Map.entry("fromJson", one(MappingFunctions::fromJson)),
          Map.entry("isJson", function(args -> isJson(text(args, 0)))),
          Map.entry("truncate", two(MappingFunctions::truncate)),
          Map.entry("maskName", one(Mask::name)),
          Map.entry("maskId", one(Mask::identity)),
          Map.entry("maskPhone", one(Mask::phone)));

  private static final Map<String, JFunction> PURE =
      together(VALUES, Encodings.pure(), Ciphers.pure());

  private MappingFunctions() {}

  /** The functions that need nothing but their arguments. */
  static Map<String, JFunction> pure() {
    return PURE;
  }

  /** The functions that know this partner and this exchange. */
  static Map<String, JFunction> of(MappingContext context, Function<String, CodeTable> tables) {
    return Map.of(
        "setting", one(context.settings()::apply),
        "nonce", function(args -> context.nonces().get()),
        "sm4Encrypt", Ciphers.sm4Encrypt(context.nonces()),
        "code", two((table, value) -> tables.apply(table).partner(value, day(context.now()))),
        "codeBack",
            two((table, value) -> tables.apply(table).canonical(value, day(context.now()))));
  }

  @SafeVarargs
  private static Map<String, JFunction> together(Map<String, JFunction>... parts) {
    var all = new HashMap<String, JFunction>();
    for (var part : parts) {
      all.putAll(part);
    }
    return Map.copyOf(all);
  }

  private static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, Clock.COUNTY);
  }

  private static String fromMillis(String text) {
    try {
      return Instant.ofEpochMilli(number("$fromMillisIso", text).longValueExact()).toString();
    } catch (ArithmeticException e) {
      throw new MappingFault("$fromMillisIso: the argument is not a whole number", e);
    }
  }

  private static String json(Object value) {
    return value == null ? null : Json.write(Values.toNode(value));
  }

  private static Object fromJson(String text) {
    try {
      return Values.toJava(Json.read(text.getBytes(StandardCharsets.UTF_8)));
    } catch (Json.MalformedJson e) {
      // The cause would quote the text.
      throw new MappingFault("$fromJson: " + e.getMessage());
    }
  }

  private static boolean isJson(String text) {
    try {
      return text != null && !Json.read(text.getBytes(StandardCharsets.UTF_8)).isNull();
    } catch (Json.MalformedJson e) {
      return false;
    }
  }

  private static Long cents(String text) {
    try {
      return number("$cents", text).movePointRight(2).longValueExact();
    } catch (ArithmeticException e) {
      throw new MappingFault("$cents: the amount is not in whole cents", e);
    }
  }

  private static String truncate(String text, String length) {
    var most = number("$truncate", length).intValue();
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }
}
