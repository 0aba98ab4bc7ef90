package org.lianbao.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lianbao.calendar.CalendarFault;
import org.lianbao.calendar.HalfDay;
import org.lianbao.calendar.Limit;
import org.lianbao.calendar.Pause;
import org.lianbao.calendar.Term;
import org.lianbao.shared.Clock;

/** Reads the options of {@code due} as people type them, and tells all that is wrong at once. */
final class DueQuestion {

  private final List<String> faults = new ArrayList<>();

  /**
   * The term asked for.
   *
   * @throws CalendarFault naming every option that cannot be read and how to write it
   */
  Term read(
      String from,
      String limit,
      String strategy,
      String party,
      List<String> pauses,
      Collection<String> parties) {
    var wanted = tried("--limit", () -> Limit.parse(limit));
    var trigger = tried("--from", () -> start(from, wanted));
    var reading = tried("--strategy", () -> strategy(strategy));
    tried("--party", () -> known(party, parties));
    var held = new ArrayList<Pause>();
    pauses.forEach(pause -> held.add(tried("--pause", () -> pause(pause))));
    refuseFaults();
    var term = tried("--pause", () -> new Term(trigger, wanted, reading, party, held));
    refuseFaults();
    return term;
  }

  private <T> T tried(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (CalendarFault e) {
      faults.add(option + ": " + e.getMessage());
      return null;
    }
  }

  private void refuseFaults() {
    if (!faults.isEmpty()) {
      throw new CalendarFault(String.join("\n", faults));
    }
  }

  private static Instant start(String text, Limit limit) {
    if (text.length() != "2026-09-18".length()) {
      return time(text);
    }
    if (limit != null && limit.half()) {
      throw new CalendarFault(
          "半个工作日从时刻起算，请写明时间，如 2026-09-18T16:00"
              + " / half a day runs from a time of day; write 2026-09-18T16:00");
    }
    try {
      return LocalDate.parse(text).atStartOfDay(Clock.COUNTY).toInstant();
    } catch (DateTimeParseException e) {
      throw unreadable();
    }
  }

  private static Instant time(String text) {
    try {
      return LocalDateTime.parse(text).atZone(Clock.COUNTY).toInstant();
    } catch (DateTimeParseException local) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException withOffset) {
        throw unreadable();
      }
    }
  }

  private static CalendarFault unreadable() {
    return new CalendarFault(
        "时间应写作 2026-09-18T16:00（北京时间）或 2026-09-18T08:00:00Z"
            + " / a time is written 2026-09-18T16:00 (China) or 2026-09-18T08:00:00Z");
  }

  private static Pause pause(String text) {
    var ends = text.split("/", -1);
    if (ends.length != 2) {
      throw new CalendarFault(
          "暂停应写作 起/止，如 2026-09-18T10:00/2026-09-18T15:00 / a pause is written FROM/TO, like that");
    }
    return new Pause(time(ends[0]), time(ends[1]));
  }

  private static HalfDay strategy(String text) {
    var name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    return Stream.of(HalfDay.values())
        .filter(reading -> reading.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CalendarFault(
                    "应为其一 / one of " + Stream.of(HalfDay.values()).map(Enum::name).toList()));
  }

  private static String known(String party, Collection<String> parties) {
    if (party != null && !parties.contains(party)) {
      throw new CalendarFault(
          "没有这个单位，现有 %1$s / no such party; there are %1$s".formatted(String.join(", ", parties)));
    }
    return party;
  }
}
