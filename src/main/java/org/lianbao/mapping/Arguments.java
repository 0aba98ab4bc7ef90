package org.lianbao.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How the functions of mappings take what they are given; nothing in gives nothing out. */
final class Arguments {

  private Arguments() {}

  /** A function of one text, number or truth value. */
  static JFunction one(Function<String, ?> body) {
    return function(
        args -> {
          var first = text(args, 0);
          return first == null ? null : body.apply(first);
        });
  }

  /** A function of two of them. */
  static JFunction two(BiFunction<String, String, ?> body) {
    return function(
        args -> {
          var first = text(args, 0);
          var second = text(args, 1);
          return first == null || second == null ? null : body.apply(first, second);
        });
  }

  /** A function that looks at its arguments itself. */
  static JFunction function(Function<List<?>, ?> body) {
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

  static Object at(List<?> args, int index) {
    return index < args.size() ? args.get(index) : null;
  }

  /** The argument as text; {@code null} if there is none. */
  static String text(List<?> args, int index) {
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

  /** The number a text stands for. */
  static BigDecimal number(String function, String text) {
    try {
      return Values.decimal(new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      // The cause would quote the text.
      throw new MappingFault(function + ": the argument is not a number");
    }
  }

  /** Decimal text without exponent or trailing zeros. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
