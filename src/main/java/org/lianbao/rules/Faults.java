package org.lianbao.rules;

import java.util.ArrayList;
import java.util.List;
import org.lianbao.calendar.CalendarFault;

/** Collects everything that is wrong with one file of rules. */
final class Faults {

  private final List<String> all = new ArrayList<>();

  Faults needed(String field, Object value) {
    if (value == null
        || value instanceof String text && text.isBlank()
        || value instanceof List<?> list && list.isEmpty()) {
      say(field, "必填", "is missing");
    }
    return this;
  }

  void must(String field, Runnable reading) {
    try {
      reading.run();
    } catch (CalendarFault e) {
      all.add(field + "：" + e.getMessage());
    }
  }

  void say(String field, String zh, String en) {
    all.add("%s：%s / %s".formatted(field, zh, en));
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
