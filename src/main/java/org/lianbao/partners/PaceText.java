package org.lianbao.partners;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.lianbao.shared.Finding;
import org.lianbao.shared.Json;
import org.lianbao.shared.YamlText;

/** The text of the manifest's key {@code pace}. */
record PaceText(Integer atOnce, Double perSecond, String hours, List<WindowText> maintenance) {

  Pace toPace() {
    return new Pace(
        atOnce == null ? OptionalInt.empty() : OptionalInt.of(atOnce),
        perSecond == null ? OptionalDouble.empty() : OptionalDouble.of(perSecond),
        hours != null,
        maintenance == null ? List.of() : maintenance.stream().map(WindowText::toWindow).toList());
  }

  /** Either dates with times, or days of the week with times. */
  record WindowText(List<String> every, String from, String to) {

    Window toWindow() {
      return every == null
          ? new Window.Once(LocalDateTime.parse(from), LocalDateTime.parse(to))
          : new Window.Weekly(days(), LocalTime.parse(from), LocalTime.parse(to));
    }

    private Set<DayOfWeek> days() {
      return Arrays.stream(DayOfWeek.values())
          .filter(day -> every.contains(day.name().substring(0, 3)))
          .collect(Collectors.toSet());
    }
  }

  /**
   * What the schema cannot say: that each window's times are times, and the end after the start.
   */
  static List<Finding> check(YamlText yaml) {
    var findings = new ArrayList<Finding>();
    var windows = yaml.tree().at("/pace/maintenance");
    for (var i = 0; i < windows.size(); i++) {
      if (!fits(windows.get(i))) {
        findings.add(
            yaml.finding(
                "/pace/maintenance/" + i,
                "维护时段的起止不合要求",
                "from and to of this maintenance do not fit",
                "一次性的写 2026-12-05T22:00，结束在开始之后；每周的加 every，写 02:00",
                "once: 2026-12-05T22:00, the end after the start; weekly: every, and 02:00"));
      }
    }
    return findings;
  }

  private static boolean fits(JsonNode window) {
    try {
      return !(Json.as(window, WindowText.class).toWindow() instanceof Window.Once once)
          || once.to().isAfter(once.from());
    } catch (DateTimeException e) {
      return false;
    }
  }
}
