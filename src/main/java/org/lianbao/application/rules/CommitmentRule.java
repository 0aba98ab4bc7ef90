package org.lianbao.application.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.Rules.Commitment;

/** Who asks for approval by commitment (告知承诺, S6, A6) has its papers, and works that are small. */
final class CommitmentRule implements Rule {

  private static final String AT = "/externalWorks/approvalPath";

  private final Rulebook notice;

  CommitmentRule(Rulebook notice) {
    this.notice = notice;
  }

  @Override
  public void look(Filled filled, Faults faults) {
    if (!filled.says(AT, "COMMITMENT")) {
      return;
    }
    paper("M12", "承诺书", "the commitment", filled, faults);
    paper("M13", "施工方案", "the works plan", filled, faults);
    filled.day().map(day -> notice.on(day).commitment()).ifPresent(it -> small(it, filled, faults));
  }

  private static void small(Commitment rule, Filled filled, Faults faults) {
    if (rule.services().isEmpty()) {
      faults.error(
          AT, "COMMITMENT_NOT_OPEN", "告知承诺制目前未开放，请填 NORMAL", "is not offered now, send NORMAL");
      return;
    }
    for (var works : byService(filled).values()) {
      var first = works.get(0);
      over(first + "/length", "m", sum("length", works, filled), rule.maxLength(), faults);
      over(first + "/greenArea", "㎡", sum("greenArea", works, filled), rule.maxGreenArea(), faults);
      for (var item : works) {
        if (!filled.has(item + "/length")) {
          faults.error(
              item + "/length",
              "REQUIRED",
              "申请告知承诺须填写外线长度",
              "is required for approval by commitment");
        }
        trees(rule, item, filled, faults);
      }
    }
  }

  private static void trees(Commitment rule, String item, Filled filled, Faults faults) {
    var trees = filled.number(item + "/treeCount").filter(count -> count.signum() > 0);
    if (trees.isPresent() && !rule.fellsTrees()) {
      faults.error(
          item + "/treeCount",
          "NOT_SMALL",
          "涉及树木的外线不适用告知承诺，审批路径请填 NORMAL",
          "works that touch trees are not approved by commitment, send NORMAL");
    }
  }

  private static void over(String at, String unit, BigDecimal sum, BigDecimal most, Faults faults) {
    if (sum.compareTo(most) > 0) {
      var limit = most.toPlainString() + " " + unit;
      faults.error(
          at,
          "NOT_SMALL",
          "该事项合计超过告知承诺的上限 " + limit + "，审批路径请填 NORMAL",
          "the works of this service exceed " + limit + ", send NORMAL");
    }
  }

  private static Map<String, List<String>> byService(Filled filled) {
    var works = new LinkedHashMap<String, List<String>>();
    for (var item : filled.places("/externalWorks/items/*")) {
      works
          .computeIfAbsent(filled.text(item + "/service").orElse(""), key -> new ArrayList<>())
          .add(item);
    }
    return works;
  }

  private static BigDecimal sum(String field, List<String> works, Filled filled) {
    return works.stream()
        .flatMap(item -> filled.number(item + "/" + field).stream())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void paper(String code, String zh, String en, Filled filled, Faults faults) {
    if (!filled.attached(code)) {
      faults.error(
          "/attachments",
          code + "_MISSING",
          "告知承诺须附" + zh + "（材料 " + code + "）",
          "approval by commitment needs " + en + " (material " + code + ")");
    }
  }
}
