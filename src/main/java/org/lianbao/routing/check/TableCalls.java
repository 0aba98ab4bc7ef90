package org.lianbao.routing.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.routing.check.RouteFile.Part;
import org.lianbao.shared.Finding;

/**
 * Steps {@code table:}: the tables are in the manifest, the partner's own, and used the right way.
 */
final class TableCalls {

  static final String TABLE = "table:";

  private static final Set<String> OPTIONS =
      Set.of(
          "verdicts", "renew", "list", "delay", "initialDelay", "overlap", "lookAgain", "gapDays");

  private final Map<String, Optional<ExchangeTables>> declared;
  private final List<Finding> findings = new ArrayList<>();

  private TableCalls(Map<String, Optional<ExchangeTables>> declared) {
    this.declared = declared;
  }

  /**
   * Checks one step.
   *
   * @param declared the exchange tables by slug, if there are any; a partner whose manifest cannot
   *     be read is left out
   */
  static List<Finding> check(
      Part part, String path, Map<String, Optional<ExchangeTables>> declared) {
    var calls = new TableCalls(declared);
    calls.call(part, path);
    return calls.findings;
  }

  private void call(Part part, String path) {
    var owner = part.file().owner();
    var slash = path.indexOf('/');
    var slug = slash < 0 ? path : path.substring(0, slash);
    if (!slug.equals(owner)) {
      told(
          part,
          "uri",
          "前置库 " + slug + " 属于别的单位",
          "the exchange tables of " + slug + " are another partner's",
          "写 " + TABLE + owner,
          "write " + TABLE + owner);
    } else if (declared.containsKey(slug) && declared.get(slug).isEmpty()) {
      told(
          part,
          "uri",
          "清单没有声明前置库",
          "the manifest declares no exchange tables",
          "在 partner.yaml 里写 tables:",
          "write tables: in partner.yaml");
    } else if (declared.containsKey(slug)) {
      use(part, slash < 0 ? null : path.substring(slash + 1), declared.get(slug).get());
      options(part);
    }
  }

  private void use(Part part, String name, ExchangeTables tables) {
    var verdicts = part.node().path("parameters").path("verdicts").asBoolean();
    var begins = part.pointer().endsWith("/from");
    var table = name == null ? null : tables.tables().get(name);
    if (name != null && (table == null || table.writtenByHub())) {
      var known =
          tables.tables().values().stream()
              .filter(each -> !each.writtenByHub())
              .map(ExchangeTables.Table::name)
              .toList();
      told(
          part,
          "uri",
          "清单里没有由对方写的表 " + name,
          "the manifest has no table " + name + " that the partner writes",
          "改正表名；现有：" + known,
          "mend the name; there are " + known);
    } else if (part.node().path("parameters").has("list")) {
      lists(part, begins, table);
    } else if (begins != (name != null || verdicts) || (name != null && verdicts)) {
      told(
          part,
          "uri",
          "table: 用法不对",
          "table: is used the wrong way",
          "读行写 from table:单位/表；看结果写 from table:单位 加 verdicts: true；写行写 to table:单位",
          "to take rows: from table:SLUG/TABLE; verdicts: from table:SLUG with verdicts: true; to write: to table:SLUG");
    }
  }

  private void lists(Part part, boolean begins, ExchangeTables.Table table) {
    var column = part.node().path("parameters").path("list").asText();
    var times = List.of("timestamp", "timestamptz", "date");
    var known =
        table == null
            ? List.<String>of()
            : table.columns().values().stream()
                .filter(each -> times.contains(each.type().name().toLowerCase(Locale.ROOT)))
                .map(ExchangeTables.Column::name)
                .sorted()
                .toList();
    if (begins || !known.contains(column)) {
      told(
          part,
          "parameters/list",
          "list 只用于 to table:单位/表，写一个时间列",
          "list belongs to a step to table:SLUG/TABLE and names a column with a time",
          "时间列：" + known,
          "columns with a time: " + known);
    }
  }

  private void options(Part part) {
    part.node()
        .path("parameters")
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!OPTIONS.contains(key)) {
                told(
                    part,
                    "parameters/" + key,
                    "table: 步骤不认识 " + key,
                    "the table: step does not know " + key,
                    "可用：" + OPTIONS.stream().sorted().toList(),
                    "it knows " + OPTIONS.stream().sorted().toList());
              }
            });
  }

  private void told(Part part, String key, String zh, String en, String mendZh, String mendEn) {
    findings.add(part.finding(key, zh, en, mendZh, mendEn));
  }
}
