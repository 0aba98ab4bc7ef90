package org.lianbao.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * The functions mappings have beside JSONata's own; {@code docs/mapping-functions.md} has an
 * example of each. Nothing in gives nothing out.
 */
final class MappingFunctions {

  private static final Map<String, JFunction> PURE =
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
          Map.entry("fromJson", one(MappingFunctions::fromJson)),
          Map.entry("decimal", one(text -> plain(number("$decimal", text)))),
          Map.entry("cents", one(MappingFunctions::cents)),
          Map.entry("truncate", two(MappingFunctions::truncate)));

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
        "code", two((table, value) -> tables.apply(table).partner(value, day(context.now()))),
        "codeBack",
            two((table, value) -> tables.apply(table).canonical(value, day(context.now()))));
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
      throw new MappingFault("$fromJson: " + e.getMessage());
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

  private static BigDecimal number(String function, String text) {
    try {
      return Values.decimal(new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      // The cause would quote the text.
      throw new MappingFault(function + ": the argument is not a number");
    }
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static JFunction one(Function<String, ?> body) {
    return function(
        args -> {
          var first = text(args, 0);
          return first == null ? null : body.apply(first);
        });
  }

  private static JFunction two(BiFunction<String, String, ?> body) {
    return function(
        args -> {
          var first = text(args, 0);
          var second = text(args, 1);
          return first == null || second == null ? null : body.apply(first, second);
        });
  }

  private static JFunction function(Function<List<?>, ?> body) {
    return new JFunction(
        (input, args) -> {
          try {
            return body.apply(args);
          } catch (MappingFault e) {
            // In this form the library adds the place of the call.
            throw new JException(e.getMessage(), -1);
          }
        },
        null);
  }

  private static Object at(List<?> args, int index) {
    return index < args.size() ? args.get(index) : null;
  }

  private static String text(List<?> args, int index) {
    var value = at(args, index);
    if (value == null || value == Jsonata.NULL_VALUE) {
      return null;
    }
    if (value instanceof String || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Number number) {
      return plain(Values.decimal(number));
    }
    throw new MappingFault("argument " + (index + 1) + " of a function is not text or a number");
  }
}
