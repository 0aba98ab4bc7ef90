package org.lianbao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.TreeMap;
import org.lianbao.application.Masking;

/**
 * Hides personal data and values of settings in what a mapping gives. A partner calls its fields as
 * it likes, so the values are hidden wherever they stand: what the masked form shows differently is
 * replaced in the output, and settings become {@code ***}.
 */
final class Veil {

  private static final int SHORTEST = 2;

  private final Masking masking;
  private final TreeMap<String, String> shown =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  private Veil(Masking masking) {
    this.masking = masking;
  }

  /** A veil that hides what this input holds, and these settings' values. */
  static Veil over(JsonNode input, Iterable<String> settings) {
    var form = input.path("application");
    var masking = Masking.of(form.isObject() ? form : JsonNodeFactory.instance.objectNode());
    var veil = new Veil(masking);
    if (form.isObject()) {
      veil.compare(form, masking.document());
    } else if (input.isContainerNode()) {
      veil.compare(input, masking.facts(input));
    }
    settings.forEach(value -> veil.hide(value, "***"));
    return veil;
  }

  /** A text with everything hidden that must be. */
  String text(String text) {
    var hidden = text;
    for (var entry : shown.entrySet()) {
      hidden = hidden.replace(entry.getKey(), entry.getValue());
    }
    return masking.text(hidden);
  }

  /** A tree with everything hidden that must be, by the names of its fields too. */
  JsonNode tree(JsonNode node) {
    return texts(masking.facts(node));
  }

  private JsonNode texts(JsonNode node) {
    if (node.isObject()) {
      var copy = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(e -> copy.set(e.getKey(), texts(e.getValue())));
      return copy;
    }
    if (node.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> copy.add(texts(item)));
      return copy;
    }
    return node.isTextual() ? copyOf(text(node.textValue())) : node;
  }

  private static JsonNode copyOf(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  private void compare(JsonNode plain, JsonNode masked) {
    if (plain.isTextual() && !plain.equals(masked)) {
      hide(plain.textValue(), masked.asText());
    } else if (plain.isObject()) {
      plain.properties().forEach(e -> compare(e.getValue(), masked.path(e.getKey())));
    } else if (plain.isArray()) {
      for (var i = 0; i < plain.size(); i++) {
        compare(plain.get(i), masked.path(i));
      }
    }
  }

  private void hide(String value, String instead) {
    if (value != null && value.length() >= SHORTEST) {
      shown.put(value, instead);
    }
  }
}
