package org.lianbao.mapping;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianbao.shared.Legible;

/** JSON trees to plain Java values and back; decimals stay exact, keys keep their order. */
final class Values {

  // Bare factory: a decimal keeps its written zeros.
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
  private static final int MAX_DIGITS = 200;

  private Values() {}

  static Object toJava(JsonNode node) {
    if (node == null || node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (node instanceof ObjectNode object) {
      Map<String, Object> map = new LinkedHashMap<>();
      object.fields().forEachRemaining(e -> map.put(e.getKey(), toJava(e.getValue())));
      return map;
    }
    if (node instanceof ArrayNode array) {
      List<Object> list = new ArrayList<>(array.size());
      array.forEach(item -> list.add(toJava(item)));
      return list;
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    return node.isBoolean() ? node.booleanValue() : node.asText();
  }

  /** {@code null} (nothing) gives a missing node, JSONata's null gives a JSON null. */
  static JsonNode toNode(Object value) {
    if (value == null) {
      return MissingNode.getInstance();
    }
    if (value == Jsonata.NULL_VALUE) {
      return NODES.nullNode();
    }
    if (value instanceof String text) {
      // What comes from outside goes into tables.
      return NODES.textNode(Legible.of(text));
    }
    if (value instanceof Boolean bool) {
      return NODES.booleanNode(bool);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Map<?, ?> map) {
      var object = NODES.objectNode();
      map.forEach((key, item) -> object.set(Legible.of(String.valueOf(key)), item(item)));
      return object;
    }
    if (value instanceof List<?> list) {
      var array = NODES.arrayNode(list.size());
      list.forEach(item -> array.add(item(item)));
      return array;
    }
    throw new MappingFault("the result holds a function where a value belongs");
  }

  /** The decimal itself, where it is of a length that a person would write. */
  static BigDecimal decimal(Number number) {
    var decimal =
        number instanceof Double d
            ? new BigDecimal(d, new MathContext(15)).stripTrailingZeros()
            : new BigDecimal(number.toString());
    if (decimal.precision() > MAX_DIGITS || Math.abs((long) decimal.scale()) > MAX_DIGITS) {
      throw new MappingFault("a number has more than " + MAX_DIGITS + " digits");
    }
    return decimal;
  }

  private static JsonNode item(Object value) {
    return value == null ? NODES.nullNode() : toNode(value);
  }

  private static JsonNode number(Number number) {
    if (number instanceof Integer i) {
      return NODES.numberNode(i);
    }
    if (number instanceof Long l) {
      return NODES.numberNode(l);
    }
    if (number instanceof BigInteger big) {
      return NODES.numberNode(big);
    }
    var decimal = decimal(number);
    return NODES.numberNode(decimal.scale() < 0 ? decimal.setScale(0) : decimal);
  }
}
