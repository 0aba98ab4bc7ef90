package org.lianbao.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Reads one edition, and names all that is wrong with it. */
final class RulesFile {

  private static final int MOST_BYTES = 256 * 1024;
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .addModule(new JavaTimeModule())
          .build();

  private RulesFile() {}

  static byte[] bytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      // One byte more than allowed, so that too much is seen.
      return in.readNBytes(MOST_BYTES + 1);
    }
  }

  /**
   * Reads an edition.
   *
   * @throws RulesFault with every fault
   */
  static Rules read(String file, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new RulesFault(file, List.of("文件超过 256 KiB / larger than 256 KiB"));
    }
    var faults = new Faults();
    try {
      var tree = YAML.readTree(bytes);
      check("", tree == null ? JsonNodeFactory.instance.missingNode() : tree, Rules.class, faults);
      if (faults.all().isEmpty()) {
        var rules = YAML.treeToValue(tree, Rules.class);
        rules.clocks().forEach(rule -> rule.check(faults));
        once(rules, faults);
        if (faults.all().isEmpty()) {
          return rules;
        }
      }
    } catch (JsonProcessingException e) {
      faults.say(
          "第 %d 行 / line %1$d".formatted(e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          "不是合法的 YAML",
          "no YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      faults.say(file, "无法读取", "cannot be read");
    }
    throw new RulesFault(file, faults.all());
  }

  private static void once(Rules rules, Faults faults) {
    var ids = new HashSet<String>();
    for (var rule : rules.clocks()) {
      if (LatencyRule.of(rule.id()).isPresent()) {
        faults.say(
            "clocks[" + rule.id() + "].id",
            "由 latency 定义，不在 clocks 中重复",
            "is made by latency; not in clocks as well");
      }
      if (!ids.add(rule.id())) {
        faults.say("clocks[" + rule.id() + "].id", "重复", "is there twice");
      }
    }
  }

  /** Every field of the record must be there, no other may, and each must be what it should. */
  private static void check(String at, JsonNode node, Class<?> type, Faults faults) {
    if (!node.isObject()) {
      faults.say(at.isEmpty() ? "/" : at, "应为字段的集合", "must be fields with values");
      return;
    }
    var fields = type.getRecordComponents();
    var known = Arrays.stream(fields).map(RecordComponent::getName).collect(Collectors.toSet());
    for (var given : node.properties()) {
      if (!known.contains(given.getKey())) {
        faults.say(
            at + given.getKey(),
            "没有这个字段，可用：" + known.stream().sorted().collect(Collectors.joining("、")),
            "no such field; see the ones that ship");
      }
    }
    for (var field : fields) {
      var name = at + field.getName();
      if (node.has(field.getName())) {
        check(name, node.get(field.getName()), field.getGenericType(), faults);
      } else if (type != ClockRule.class) {
        // A limit leaves out what does not apply to it.
        faults.needed(name, null);
      }
    }
  }

  private static void check(String at, JsonNode node, Type type, Faults faults) {
    if (type instanceof Class<?> section && section.isRecord()) {
      check(at + ".", node, section, faults);
    } else if (type instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> section
        && section.isRecord()) {
      for (var n = 0; n < node.size(); n++) {
        check(
            "%s[%s].".formatted(at, node.get(n).path("id").asText("" + n)),
            node.get(n),
            section,
            faults);
      }
    } else {
      try {
        YAML.convertValue(node, YAML.constructType(type));
      } catch (IllegalArgumentException e) {
        faults.say(at, "不是合用的值：" + node, "not a " + type.getTypeName().replaceAll(".*[.$]", ""));
      }
    }
  }
}
