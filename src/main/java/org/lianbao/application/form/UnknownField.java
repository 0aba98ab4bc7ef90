package org.lianbao.application.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Tells of a field the form does not have, and which one may have been meant. */
final class UnknownField {

  private static final int LONGEST = 40;

  private UnknownField() {}

  static SchemaWords.Told told(Form form, String holder, String name) {
    var zh = "表中没有此字段，请删除或改正";
    var en = "the form has no such field";
    return meant(form, holder, name)
        .map(
            near ->
                new SchemaWords.Told(
                    "UNKNOWN_FIELD",
                    zh + "；是否为 " + near + "（" + form.label(holder + "/" + near) + "）？",
                    en + "; did you mean " + near + "?"))
        .orElse(new SchemaWords.Told("UNKNOWN_FIELD", zh, en));
  }

  private static Optional<String> meant(Form form, String holder, String name) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    var siblings = new ArrayList<String>();
    form.field(holder)
        .ifPresent(
            field -> field.keyword("properties").fieldNames().forEachRemaining(siblings::add));
    var given = name.toLowerCase(Locale.ROOT);
    return siblings.stream()
        .filter(sibling -> distance(given, sibling) <= Math.max(1, sibling.length() / 4))
        .min(Comparator.comparingInt(sibling -> distance(given, sibling)));
  }

  /** Levenshtein's distance, letter case aside. */
  private static int distance(String given, String sibling) {
    var other = sibling.toLowerCase(Locale.ROOT);
    var row = new int[other.length() + 1];
    for (var j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (var i = 1; i <= given.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j < row.length; j++) {
        var swap = diagonal + (given.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
