package org.lianbao.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.MappingFault;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.Partner.Conversation;
import org.lianbao.routing.check.Dealings.Door;
import org.lianbao.shared.Finding;
import org.lianbao.shared.YamlText;

/** The examples a conversation names are there, mean what they are named for, and have a way. */
final class ConversationCheck {

  private static final String READS = "twin-reads.jsonata";

  private final YamlText manifest;
  private final PartnerMappings mappings;
  private final Dealings dealings;
  private final Map<String, Example> examples;
  private final List<Finding> findings = new ArrayList<>();

  private ConversationCheck(YamlText manifest, PartnerMappings mappings, Dealings dealings) {
    this.manifest = manifest;
    this.mappings = mappings;
    this.dealings = dealings;
    this.examples =
        mappings.readableExamples().stream()
            .collect(Collectors.toMap(Example::name, Function.identity()));
  }

  static List<Finding> check(
      Conversation said, YamlText manifest, PartnerMappings mappings, Dealings dealings) {
    var check = new ConversationCheck(manifest, mappings, dealings);
    try {
      check.all(said);
    } catch (MappingFault e) {
      // An example that cannot be read is told of where examples are checked.
      return check.findings;
    }
    return check.findings;
  }

  private void all(Conversation said) {
    order(said.order());
    answer("taken", said.taken(), Set.of("DELIVERED"), false);
    answer("repeated", said.repeated(), Set.of("DELIVERED"), false);
    said.refused()
        .forEach(name -> answer("refused", name, Set.of("REFUSED", "ORDER_REFUSED"), true));
    answer("busy", said.busy(), Set.of("RETRY"), false);
    for (var i = 0; i < said.tells().size(); i++) {
      told("/conversation/tells/" + i, said.tells().get(i));
    }
    reads();
  }

  private void order(String name) {
    var example = example("/conversation/order", name);
    if (example != null && !example.document().path("orderNo").isTextual()) {
      found(
          "/conversation/order",
          "样例 " + name + " 的输入不是工单",
          "the input of example " + name + " is no order",
          "选一个输入带 orderNo 的样例",
          "name one whose input has an orderNo");
    }
  }

  private void answer(String key, String name, Set<String> meanings, boolean alsoTold) {
    var at = "/conversation/" + key;
    var example = name == null ? null : example(at, name);
    if (example == null) {
      return;
    }
    var answered = dealings.answeredBy(example.mapping()).isPresent();
    if (!answered && !(alsoTold && dealings.readBy(example.mapping()).isPresent())) {
      found(
          at,
          "没有路由用 " + example.mapping() + " 读取回执",
          "no route reads an answer with " + example.mapping(),
          "选一个回执映射的样例",
          "name an example of a mapping that reads answers");
      return;
    }
    var meaning = meaning(example);
    if (!meanings.contains(meaning)) {
      found(
          at,
          "样例 " + name + " 的结果是 " + meaning + "，这里应为 " + meanings,
          "example " + name + " means " + meaning + ", here it must be one of " + meanings,
          "换一个样例",
          "name another example");
    }
  }

  /** The outcome of an answer, the first event of a message; of a row of ours, its own state. */
  private String meaning(Example example) {
    if (dealings.readBy(example.mapping()).filter(Door::verdicts).isPresent()) {
      var failed = "FAILED".equals(example.context().headers().get("verdict"));
      return failed ? "REFUSED" : "DELIVERED";
    }
    JsonNode expected = example.to().read(example.expectedBytes(), example.charset());
    return expected.isArray()
        ? expected.path(0).path("event").asText("?")
        : expected.path("outcome").asText("?");
  }

  private void told(String at, String name) {
    var example = example(at, name);
    if (example != null
        && dealings.readBy(example.mapping()).isEmpty()
        && dealings.answeredBy(example.mapping()).isEmpty()) {
      found(
          at,
          "没有路由用 " + example.mapping() + " 读取来文",
          "no route reads messages with " + example.mapping(),
          "选一个来文映射的样例",
          "name an example of a mapping that reads messages");
    }
  }

  private Example example(String at, String name) {
    var example = examples.get(name);
    if (example == null) {
      found(
          at,
          "没有样例 " + name,
          "there is no example " + name,
          "改正名称；现有：" + String.join(", ", examples.keySet()),
          "mend the name; there are " + String.join(", ", examples.keySet()));
    }
    return example;
  }

  private void reads() {
    if (!mappings.files().contains(READS)) {
      found(
          "/conversation",
          "没有映射 " + READS + "，twin 读不了工单",
          "there is no mapping " + READS + ", so that a twin can read no order",
          "写一个：输入是对方收到的报文，输出 {orderNo, fields, answer}",
          "write it: from what the partner gets to {orderNo, fields, answer}");
    }
  }

  private void found(String at, String zh, String en, String mendZh, String mendEn) {
    findings.add(manifest.finding(at, zh, en, mendZh, mendEn));
  }
}
