package org.lianbao.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lianbao.shared.Clock;

/** Walks the working time of one party, and remembers what each day it touched rests on. */
final class Reckoning {

  private final WorkingCalendar calendar;
  private final String party;
  private final Set<String> versions = new TreeSet<>();
  private final Set<Integer> awaited = new TreeSet<>();

  Reckoning(WorkingCalendar calendar, String party) {
    this.calendar = calendar;
    this.party = party;
  }

  String version() {
    return String.join("+", versions);
  }

  /** The years whose notices are not loaded but may change a day that was touched. */
  Set<Integer> awaited() {
    return awaited;
  }

  static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, Clock.COUNTY);
  }

  Day day(LocalDate date) {
    var day = calendar.day(date, party);
    versions.addAll(day.versions());
    if (day.awaited() != null) {
      awaited.add(day.awaited());
    }
    return day;
  }

  /** The next working day after a date; days skipped go into the account. */
  Day workingDayAfter(LocalDate date, Account account) {
    var day = day(date.plusDays(1));
    while (!day.working()) {
      account.rest(day);
      day = day(day.date().plusDays(1));
    }
    return day;
  }

  /** The last working day before a date; days skipped go into the account. */
  Day workingDayBefore(LocalDate date, Account account) {
    var day = day(date.minusDays(1));
    while (!day.working()) {
      account.rest(day);
      day = day(day.date().minusDays(1));
    }
    return day;
  }

  /** The next moment at which work goes on, the given one included; rest goes into the account. */
  Instant workingFrom(Instant at, Account account) {
    for (var day = day(date(at)); ; day = day(day.date().plusDays(1))) {
      for (var stretch : day.stretches()) {
        if (stretch.to().isAfter(at)) {
          return stretch.from().isAfter(at) ? stretch.from() : at;
        }
      }
      account.restIfAny(day);
    }
  }

  /** The first session that begins at this moment or later; rest goes into the account. */
  Stretch sessionFrom(Instant at, Account account) {
    for (var day = day(date(at)); ; day = day(day.date().plusDays(1))) {
      for (var stretch : day.stretches()) {
        if (!stretch.from().isBefore(at)) {
          return stretch;
        }
      }
      account.restIfAny(day);
    }
  }

  Duration between(Instant from, Instant to) {
    var sum = Duration.ZERO;
    if (!from.isBefore(to)) {
      return sum;
    }
    for (var date = date(from); !date.isAfter(date(to)); date = date.plusDays(1)) {
      for (var stretch : day(date).stretches()) {
        var start = later(stretch.from(), from);
        var end = stretch.to().isBefore(to) ? stretch.to() : to;
        if (start.isBefore(end)) {
          sum = sum.plus(Duration.between(start, end));
        }
      }
    }
    return sum;
  }

  /**
   * Lays working time from an instant and returns where it ends: never in rest, never in a pause.
   *
   * @param total more than zero
   * @param pauses in order, apart from each other
   */
  Instant lay(Duration total, Instant from, List<Pause> pauses, Account account) {
    var left = total;
    for (var day = day(date(from)); ; day = day(day.date().plusDays(1))) {
      account.restIfAny(day);
      for (var stretch : day.stretches()) {
        for (var piece : running(stretch, from, pauses)) {
          var taken = left.compareTo(piece.length()) < 0 ? left : piece.length();
          var end = piece.from().plus(taken);
          left = left.minus(taken);
          account.worked(day, new Stretch(piece.from(), end), left);
          if (left.isZero()) {
            return end;
          }
        }
      }
    }
  }

  /** The parts of a session from an instant on that no pause covers. */
  private static List<Stretch> running(Stretch session, Instant from, List<Pause> pauses) {
    var parts = new ArrayList<Stretch>();
    var start = later(session.from(), from);
    for (var pause : pauses) {
      if (pause.to().isAfter(start) && pause.from().isBefore(session.to())) {
        if (pause.from().isAfter(start)) {
          parts.add(new Stretch(start, pause.from()));
        }
        start = pause.to();
      }
    }
    if (start.isBefore(session.to())) {
      parts.add(new Stretch(start, session.to()));
    }
    return parts;
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
