package org.lianbao.shared;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JSON Schema that tells with line and mend where a YAML file departs from it. A schema may say
 * how to mend a value by {@code x-mend: {zh, en}} beside the rule.
 */
public final class YamlSchema {

  private static final String MEND = "x-mend";

  private final JsonNode text;
  private final JsonSchema schema;

  private YamlSchema(JsonNode text, JsonSchema schema) {
    this.text = text;
    this.schema = schema;
  }

  /** Compiles a schema of draft 2020-12, or of draft 4 where it says so. */
  public static YamlSchema of(JsonNode text) {
    var old = text.path("$schema").asText().contains("draft-04");
    var known = old ? JsonMetaSchema.getV4() : JsonMetaSchema.getV202012();
    var dialect =
        JsonMetaSchema.builder(known.getIri(), known)
            .keyword(new NonValidationKeyword(MEND))
            .keyword(new NonValidationKeyword("deprecated"))
            .build();
    var version = old ? VersionFlag.V4 : VersionFlag.V202012;
    var factory = JsonSchemaFactory.getInstance(version, builder -> builder.metaSchema(dialect));
    var config = SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    return new YamlSchema(text, factory.getSchema(text, config));
  }

  /** Everything in the file that departs from the schema. */
  public List<Finding> check(YamlText yaml) {
    var findings = new ArrayList<Finding>();
    for (var message : schema.validate(yaml.tree())) {
      findings.add(finding(yaml, message));
    }
    return findings;
  }

  private Finding finding(YamlText yaml, ValidationMessage message) {
    var holder = pointer(message.getInstanceLocation());
    var name = name(holder);
    var property = message.getProperty();
    var rule = message.getSchemaNode();
    var mend = mend(message);
    return switch (message.getType()) {
      case "additionalProperties" ->
          yaml.finding(
              YamlText.below(holder, property),
              name + "没有 " + property + " 这个键",
              name + "there is no key " + property,
              "删去或改正拼写；此处可用：" + keys(message),
              "remove it or mend the spelling; known here: " + keys(message));
      case "required" -> {
        var missing = name(YamlText.below(holder, property));
        yield yaml.finding(
            holder, missing + "没有填", missing + "is missing", "补上 " + property, "add " + property);
      }
      case "type" ->
          told(
              yaml, holder, name, "类型不对，应为 " + shown(rule), "must be of type " + shown(rule), mend);
      case "enum" ->
          told(yaml, holder, name, "不在可选值之内", "not one of the known values", words(rule));
      case "pattern", "format" -> told(yaml, holder, name, "格式不对", "wrong form", mend);
      case "maxProperties" ->
          told(yaml, holder, name, "这里只能有一个键", "only one key may stand here", mend);
      case "minItems", "minLength" -> told(yaml, holder, name, "不能为空", "must not be empty", mend);
      default -> told(yaml, holder, name, "不符合格式定义", message.getMessage(), mend);
    };
  }

  /** What a person would call the place: its last two names, the line says the rest. */
  private static String name(String pointer) {
    var names = Stream.of(pointer.split("/")).filter(part -> !part.isEmpty()).toList();
    return names.isEmpty()
        ? ""
        : String.join(".", names.subList(Math.max(0, names.size() - 2), names.size())) + ": ";
  }

  private static Finding told(
      YamlText yaml, String at, String name, String zh, String en, Finding.Words mend) {
    var how = mend == null ? new Finding.Words("按格式定义改正", "write it as the schema says") : mend;
    return yaml.finding(at, name + zh, name + en, how.zh(), how.en());
  }

  private static Finding.Words words(JsonNode values) {
    var list = new ArrayList<String>();
    values.forEach(value -> list.add(value.asText()));
    var shown = String.join(", ", list);
    return new Finding.Words("可选：" + shown, "choose one of " + shown);
  }

  /** The mend that stands beside the rule, if the schema has one. */
  private Finding.Words mend(ValidationMessage message) {
    var beside = beside(message).path(MEND);
    return beside.isMissingNode()
        ? null
        : new Finding.Words(beside.path("zh").asText(), beside.path("en").asText());
  }

  private String keys(ValidationMessage message) {
    var names = new ArrayList<String>();
    beside(message).path("properties").fieldNames().forEachRemaining(names::add);
    var most = 30;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + ", …";
  }

  /** The schema that holds the rule. */
  private JsonNode beside(ValidationMessage message) {
    var path = message.getSchemaLocation().getFragment();
    var at = text;
    for (var i = 0; i < path.getNameCount() - 1; i++) {
      var step = String.valueOf(path.getElement(i));
      at = at.isArray() ? at.path(Integer.parseInt(step)) : at.path(step);
    }
    return at;
  }

  private static String shown(JsonNode rule) {
    return rule.isTextual() ? rule.asText() : rule.toString();
  }

  private static String pointer(JsonNodePath path) {
    var pointer = "";
    for (var i = 0; i < path.getNameCount(); i++) {
      pointer = YamlText.below(pointer, String.valueOf(path.getElement(i)));
    }
    return pointer;
  }
}
