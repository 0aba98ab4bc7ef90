package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.lianbao.calendar.CalendarFault;
import org.lianbao.calendar.Pause;
import org.lianbao.shared.Digest;

/**
 * Outside facts in the one form the record keeps: keys sorted, nulls absent, numbers plain, text
 * and times such as the database can hold. What was read back equals what was written, and the same
 * fact always has the same text.
 */
final class Facts {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  /** Beyond this a number is no measure of anything; it is kept as its text. */
  private static final int MOST_DIGITS = 100;

  /** What nests deeper or is longer is no fact of a case: the beginning of its text is kept. */
  private static final int MOST_LEVELS = 16;

  private static final int LONGEST = 100_000;

  private Facts() {}

  static JsonNode none() {
    return NODES.objectNode();
  }

  static JsonNode orNone(JsonNode facts) {
    return facts instanceof ObjectNode ? facts : none();
  }

  static JsonNode normal(JsonNode facts) {
    return facts instanceof ObjectNode ? plain(facts) : none();
  }

  /** Of a report from outside: a case file that holds these can be read again, and stays small. */
  static JsonNode reported(JsonNode facts) {
    var normal = (ObjectNode) normal(facts);
    for (var fact : normal.properties()) {
      var value = fact.getValue();
      var text = value.isContainerNode() ? value.toString() : value.asText();
      if (text.length() > LONGEST) {
        fact.setValue(NODES.textNode(storable(text.substring(0, LONGEST - 1)) + "…"));
      } else if (levels(value) > MOST_LEVELS) {
        fact.setValue(NODES.textNode(text));
      }
    }
    return normal;
  }

  private static int levels(JsonNode node) {
    var deepest = 0;
    for (var child : node) {
      deepest = Math.max(deepest, levels(child));
    }
    return node.isContainerNode() ? deepest + 1 : 0;
  }

  static Instant normal(Instant time) {
    if (time.isBefore(FIRST)) {
      return FIRST;
    }
    return time.isAfter(LAST) ? LAST : time.truncatedTo(ChronoUnit.MICROS);
  }

  /** Times in which nothing ran, as {@code [{from, to}]}; none where that is not what is said. */
  static List<Pause> pauses(JsonNode times) {
    try {
      var pauses = new ArrayList<Pause>();
      times.forEach(it -> pauses.add(new Pause(time(it, "from"), time(it, "to"))));
      return Pause.merged(pauses);
    } catch (DateTimeParseException | CalendarFault e) {
      return List.of();
    }
  }

  private static Instant time(JsonNode said, String field) {
    return normal(Instant.parse(said.path(field).asText()));
  }

  static String normal(String text) {
    return text == null || text.isBlank() ? null : storable(text.strip());
  }

  /** The one text of these facts; the database gives keys back in an order of its own. */
  static String text(JsonNode facts) {
    return normal(facts).toString();
  }

  /** A short name of a report, the same only for the same report. */
  static String fingerprint(
      String orderNo, String type, Instant at, String outcome, JsonNode attributes) {
    var report = String.join("\n", orderNo, type, at.toString(), outcome, text(attributes));
    return Digest.sm3(report).substring(0, 16);
  }

  private static JsonNode plain(JsonNode node) {
    if (node.isObject()) {
      var sorted = NODES.objectNode();
      var names = new TreeSet<String>();
      node.fieldNames().forEachRemaining(names::add);
      for (var name : names) {
        if (!node.get(name).isNull()) {
          sorted.set(storable(name), plain(node.get(name)));
        }
      }
      return sorted;
    }
    if (node.isArray()) {
      var items = NODES.arrayNode(node.size());
      node.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (node.isNumber()) {
      return number(node);
    }
    return node.isTextual() ? NODES.textNode(storable(node.textValue())) : node;
  }

  private static JsonNode number(JsonNode node) {
    if (node.isFloatingPointNumber()
        && !Double.isFinite(node.doubleValue())
        && !node.isBigDecimal()) {
      return NODES.textNode(node.asText());
    }
    var value = node.decimalValue();
    if (value.signum() == 0) {
      return NODES.numberNode(0);
    }
    var plain = value.stripTrailingZeros();
    if (Math.abs((long) plain.scale()) + plain.precision() > MOST_DIGITS) {
      return NODES.textNode(node.asText());
    }
    return plain.scale() > 0 ? NODES.numberNode(plain) : whole(plain);
  }

  private static JsonNode whole(BigDecimal value) {
    var number = value.toBigIntegerExact();
    if (number.bitLength() < Integer.SIZE) {
      return NODES.numberNode(number.intValue());
    }
    return number.bitLength() < Long.SIZE
        ? NODES.numberNode(number.longValue())
        : NODES.numberNode(number);
  }

  /** The text with what PostgreSQL refuses (NUL, halves of surrogate pairs) replaced by U+FFFD. */
  private static String storable(String text) {
    if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
      return text;
    }
    var out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
