package org.lianbao.partners;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lianbao.shared.Finding;
import org.lianbao.shared.YamlText;

/** What the schema of manifests cannot say about {@code tables:}: that its names fit each other. */
final class TablesCheck {

  private static final String AT = "/tables";

  private final YamlText yaml;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> common = new HashSet<>();

  private TablesCheck(YamlText yaml) {
    this.yaml = yaml;
    yaml.tree().at(AT + "/common").fieldNames().forEachRemaining(common::add);
  }

  static List<Finding> check(YamlText yaml) {
    var check = new TablesCheck(yaml);
    if (!yaml.tree().at(AT).isMissingNode()) {
      check.settings();
      check.columnsOfAll();
      yaml.tree().at(AT + "/each").fieldNames().forEachRemaining(check::table);
    }
    return check.findings;
  }

  private void settings() {
    for (var key : ExchangeTables.SETTINGS) {
      if (!yaml.tree().path("settings").has(key)) {
        told(
            AT,
            "没有声明参数 " + key,
            "the setting " + key + " is not declared",
            "在 settings 下补上 " + key,
            "declare " + key + " under settings");
      }
    }
  }

  private void columnsOfAll() {
    for (var at :
        List.of(
            "/key",
            "/sequence",
            "/state/column",
            "/state/reason",
            "/validity/column",
            "/validity/reason")) {
      require(AT + at, yaml.tree().at(AT + at).asText(), common, "common");
    }
  }

  private void table(String name) {
    var at = AT + "/each/" + name;
    var table = yaml.tree().at(at);
    var columns = columns(name);
    var byHub = table.path("writer").asText().equals("hub");
    if (byHub && table.path("identity").isEmpty()) {
      told(
          at,
          name + " 没有写 identity",
          name + " has no identity",
          "写上说明一行是什么的列",
          "name the columns that say what a row is about");
    }
    for (var list : List.of("/identity", "/unimportant", "/answers/by")) {
      for (var i = 0; i < yaml.tree().at(at + list).size(); i++) {
        var place = at + list + "/" + i;
        require(place, yaml.tree().at(place).asText(), columns, name);
      }
    }
    answers(at, table.at("/answers/table").asText(null), byHub);
  }

  private void answers(String at, String other, boolean byHub) {
    if (other == null) {
      return;
    }
    var there = yaml.tree().at(AT + "/each/" + other);
    if (byHub || !there.path("writer").asText().equals("hub")) {
      told(
          at + "/answers/table",
          "answers 要从对方写的表指向枢纽写的表",
          "answers leads from a table the partner writes to one the hub writes",
          "改正表名，或删去 answers",
          "mend the table's name, or remove answers");
      return;
    }
    for (var i = 0; i < yaml.tree().at(at + "/answers/by").size(); i++) {
      var place = at + "/answers/by/" + i;
      require(place, yaml.tree().at(place).asText(), columns(other), other);
    }
  }

  private Set<String> columns(String table) {
    var columns = new HashSet<>(common);
    yaml.tree().at(AT + "/each/" + table + "/columns").fieldNames().forEachRemaining(columns::add);
    return columns;
  }

  private void require(String at, String column, Set<String> columns, String where) {
    if (!columns.contains(column)) {
      told(
          at,
          where + " 里没有列 " + column,
          "there is no column " + column + " in " + where,
          "改正列名，或在那里补上",
          "mend the name, or declare it there");
    }
  }

  private void told(String at, String zh, String en, String mendZh, String mendEn) {
    findings.add(yaml.finding(at, zh, en, mendZh, mendEn));
  }
}
