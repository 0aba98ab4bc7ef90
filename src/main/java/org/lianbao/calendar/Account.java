package org.lianbao.calendar;

import static org.lianbao.calendar.Phrases.en;
import static org.lianbao.calendar.Phrases.zh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes down a reckoning, line by line; neighbouring rest days of one reason share a line. */
final class Account {

  private final List<Step> steps = new ArrayList<>();
  private Day firstRest;
  private Day lastRest;

  List<Step> steps() {
    closeRest();
    return List.copyOf(steps);
  }

  void say(Instant from, Instant to, String zh, String en) {
    add(new Step(from, to, Duration.ZERO, zh, en));
  }

  void add(Step step) {
    closeRest();
    steps.add(step);
  }

  void restIfAny(Day day) {
    if (!day.working()) {
      rest(day);
    }
  }

  void rest(Day day) {
    if (lastRest != null && lastRest.date().equals(day.date())) {
      return;
    }
    var neighbours =
        lastRest != null && Math.abs(lastRest.date().toEpochDay() - day.date().toEpochDay()) == 1;
    if (!neighbours || !sameReason(lastRest, day)) {
      closeRest();
      firstRest = day;
    }
    lastRest = day;
  }

  /** A whole working day. */
  void wholeDay(Day day, int number) {
    var hours = day.stretches().stream().map(Phrases::hours).toList();
    add(
        new Step(
            day.opens(),
            day.closes(),
            day.length(),
            "第 %d 个工作日：%s%s，%s"
                .formatted(number, zh(day), String.join("、", hours), zh(day.length())),
            "working day %d: %s %s, %s"
                .formatted(number, en(day), String.join(", ", hours), en(day.length()))));
  }

  /** A part of a session that counts. */
  void worked(Day day, Stretch part, Duration left) {
    var counted = part.length();
    var hours = Phrases.hours(part);
    add(
        new Step(
            part.from(),
            part.to(),
            counted,
            "%s%s：计 %s，余 %s".formatted(zh(day), hours, zh(counted), zh(left)),
            "%s %s: %s, %s left".formatted(en(day), hours, en(counted), en(left))));
  }

  private void closeRest() {
    if (lastRest == null) {
      return;
    }
    var backwards = lastRest.date().isBefore(firstRest.date());
    var first = backwards ? lastRest : firstRest;
    var last = backwards ? firstRest : lastRest;
    firstRest = null;
    lastRest = null;
    var one = first.date().equals(last.date());
    var why = first.row();
    steps.add(
        new Step(
            Phrases.midnight(first.date()),
            Phrases.midnight(last.date().plusDays(1)),
            Duration.ZERO,
            "%s不计：%s"
                .formatted(
                    one ? zh(first.date()) : zh(first.date()) + "至 " + zh(last.date()),
                    why == null ? "周末" : Phrases.reason(why)),
            "%s not counted: %s"
                .formatted(
                    one ? en(first.date()) : en(first.date()) + " to " + en(last.date()),
                    why == null ? "weekend" : Phrases.reason(why))));
  }

  private static boolean sameReason(Day one, Day other) {
    return Objects.equals(reason(one), reason(other));
  }

  private static String reason(Day day) {
    return day.row() == null ? null : Phrases.reason(day.row());
  }
}
