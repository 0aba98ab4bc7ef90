package org.lianbao.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Hides personal data and values of settings in what a mapping gives. A partner calls its fields as
 * it likes, so the values are hidden wherever they stand: what the masked form shows differently is
 * replaced in the output, and settings become {@code ***}.
 */
public final class Veil {

  private static final int SHORTEST = 2;
  // A message of a partner calls its fields as it likes; a whole value that reads like a name is
  // one.
  private static final Pattern NAME =
      Pattern.compile(
          "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
              + "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤][\\p{IsHan}]{1,2}");

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
  public static Veil over(JsonNode input, Iterable<String> settings) {
    var form = input.path("application");
    var masking = Masking.of(form.isObject() ? form : JsonNodeFactory.instance.objectNode());
    var veil = new Veil(masking);
    if (form.isObject()) {
      veil.compare(form, masking.document());
    } else if (input.isContainerNode()) {
      veil.compare(input, masking.facts(input));
      veil.names(input);
    }
    settings.forEach(value -> veil.hide(value, "***"));
    return veil;
  }

  /** A text with everything hidden that must be. */
  public String text(String text) {
    var hidden = text;
    for (var entry : shown.entrySet()) {
      hidden = hidden.replace(entry.getKey(), entry.getValue());
    }
    return masking.text(hidden);
  }

  /** A tree with everything hidden that must be, by the names of its fields too. */
  public JsonNode tree(JsonNode node) {
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

  private void names(JsonNode node) {
    if (node.isTextual() && NAME.matcher(node.textValue().strip()).matches()) {
      var name = node.textValue().strip();
      hide(name, name.substring(0, 1) + "*".repeat(name.length() - 1));
    }
    node.forEach(this::names);
  }

  private void hide(String value, String instead) {
    if (value != null && value.length() >= SHORTEST) {
      shown.put(value, instead);
    }
  }
}
