package org.lianbao.shared;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.TreeSet;

/**
 * The hub's one way to read and write JSON: strict, bounded (depth 64, strings of 20 MB at most,
 * numbers of 100 digits), no duplicate keys, decimals kept exactly, times as ISO-8601 text.
 */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxNumberLength(100)
                          .maxStringLength(20_000_000)
                          .maxNameLength(1_000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private Json() {}

  /** The shared mapper; configured once, never changed. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads a document.
   *
   * @throws MalformedJson if it is not one well-formed JSON document within the bounds
   */
  public static JsonNode read(byte[] bytes) {
    try {
      var node = MAPPER.readTree(bytes);
      if (node == null || node.isMissingNode()) {
        throw new MalformedJson("the body is empty", null);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new MalformedJson(place(e), e);
    } catch (IOException e) {
      throw new MalformedJson("the body cannot be read as UTF-8 JSON", e);
    }
  }

  /** Reads a document the hub wrote itself. */
  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON does not fit " + type.getSimpleName(), e);
    }
  }

  /** Turns a tree into a value of ours. */
  public static <T> T as(JsonNode node, Class<T> type) {
    return MAPPER.convertValue(node, type);
  }

  /** Writes a value as compact JSON. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "cannot write " + value.getClass().getSimpleName() + " as JSON", e);
    }
  }

  /**
   * The canonical form: object keys sorted, absent instead of null, numbers without trailing zeros,
   * text in NFC. Two documents mean the same exactly when their canonical forms are equal.
   */
  public static String canonical(JsonNode node) {
    return write(normal(node));
  }

  private static JsonNode normal(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var sorted = MAPPER.createObjectNode();
      var names = new TreeSet<String>();
      object.fieldNames().forEachRemaining(names::add);
      for (var name : names) {
        var value = object.get(name);
        if (!value.isNull()) {
          sorted.set(name, normal(value));
        }
      }
      return sorted;
    }
    if (node instanceof ArrayNode array) {
      var items = MAPPER.createArrayNode();
      array.forEach(item -> items.add(normal(item)));
      return items;
    }
    if (node.isNumber()) {
      return MAPPER.getNodeFactory().textNode(plain(node.decimalValue()));
    }
    return node.isTextual()
        ? MAPPER.getNodeFactory().textNode(Normalizer.normalize(node.asText(), Normalizer.Form.NFC))
        : node;
  }

  private static String plain(BigDecimal number) {
    // The mark keeps the number 1 and the text "1" apart.
    return "#" + (number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
  }

  private static String place(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "JSON 超出限制（嵌套 64 层、数字 100 位、字段名 1000 字）"
          + " / the JSON goes beyond 64 levels, numbers of 100 digits or names of 1000 characters";
    }
    var at = e.getLocation();
    return at == null
        ? "the body is not well-formed JSON"
        : "the body is not well-formed JSON at line "
            + at.getLineNr()
            + ", column "
            + at.getColumnNr();
  }

  /** A document that is not well-formed JSON; the message names the place and quotes nothing. */
  public static final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedJson(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
