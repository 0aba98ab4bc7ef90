package org.lianbao.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every kind of alert has words for what it is, what it means and what to do, in both languages.
 */
class AlertTextsTest {

  @Test
  void whoeverNamesAKindSaysWhatItMeansAndWhatToDo() {
    for (var locale : List.of(Locale.ROOT, Locale.ENGLISH)) {
      var texts = ResourceBundle.getBundle("messages", locale);
      var kinds = kinds(texts.getKeys());
      assertThat(kinds).contains("partner-held", "orders-dead", "limits-exceeded");
      for (var kind : kinds) {
        for (var part : List.of("title", "text", "next")) {
          assertThat(texts.getString("alert." + kind + "." + part)).as(kind).isNotBlank();
        }
      }
    }
  }

  private static TreeSet<String> kinds(Enumeration<String> keys) {
    var kinds = new TreeSet<String>();
    keys.asIterator()
        .forEachRemaining(
            key -> {
              if (key.startsWith("alert.")) {
                kinds.add(key.split("\\.")[1]);
              }
            });
    return kinds;
  }
}
