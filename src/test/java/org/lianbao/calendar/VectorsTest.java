package org.lianbao.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.calendar.Fixtures.CALENDAR;
import static org.lianbao.calendar.Fixtures.at;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The working calendar against dates reckoned by hand from the two notices. */
class VectorsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-04T08:30, 2026-03-04T12:00, 2026-03-04T15:00, 2026-03-04T12:00",
    "2026-03-04T09:00, 2026-03-04T15:00, 2026-03-04T15:30, 2026-03-04T18:00",
    "2026-03-04T11:00, 2026-03-04T17:00, 2026-03-04T17:30, 2026-03-04T18:00",
    "2026-03-04T12:30, 2026-03-04T18:00, 2026-03-05T09:00, 2026-03-04T18:00",
    "2026-03-04T18:00, 2026-03-05T12:00, 2026-03-05T15:00, 2026-03-05T12:00",
    "2026-03-06T17:30, 2026-03-09T11:30, 2026-03-09T12:00, 2026-03-09T12:00",
    "2026-09-18T16:00, 2026-09-20T10:00, 2026-09-20T10:30, 2026-09-20T12:00",
    "2026-02-13T17:00, 2026-02-14T11:00, 2026-02-14T11:30, 2026-02-14T12:00",
    "2026-02-14T17:00, 2026-02-24T11:00, 2026-02-24T11:30, 2026-02-24T12:00",
    "2026-01-03T10:00, 2026-01-04T12:00, 2026-01-04T15:00, 2026-01-04T12:00",
    "2026-05-08T20:00, 2026-05-09T12:00, 2026-05-09T15:00, 2026-05-09T12:00",
    "2026-09-30T17:59, 2026-10-08T11:59, 2026-10-08T14:59, 2026-10-08T12:00"
  })
  void readsHalfADayInThreeWays(String trigger, String minutes, String fixed, String session) {
    var term = Term.of(at(trigger), Limit.parse("0.5d"));
    assertThat(CALENDAR.due(term).dueAt()).isEqualTo(at(minutes));
    assertThat(CALENDAR.due(term.reading(HalfDay.FIXED_240)).dueAt()).isEqualTo(at(fixed));
    assertThat(CALENDAR.due(term.reading(HalfDay.NEXT_SESSION_END)).dueAt()).isEqualTo(at(session));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-30T10:00,  2d, 2026-10-09T18:00",
    "2026-09-17T15:00,  5d, 2026-09-23T18:00",
    "2026-02-13T09:00,  2d, 2026-02-24T18:00",
    "2026-04-30T11:00,  5d, 2026-05-11T18:00",
    "2025-09-26T10:00,  2d, 2025-09-29T18:00",
    "2025-04-25T16:00,  2d, 2025-04-28T18:00",
    "2026-10-08T00:00, -2d, 2026-09-29T18:00",
    "2026-03-09T00:00, -2d, 2026-03-05T18:00",
    "2026-09-21T00:00, -2d, 2026-09-18T18:00",
    "2026-09-21T17:00, -2d, 2026-09-18T18:00"
  })
  void countsWholeDaysFromTheDayAfterAndBackwards(String trigger, String limit, String due) {
    var deadline = CALENDAR.due(Term.of(at(trigger), Limit.parse(limit)));
    assertThat(deadline.dueAt()).isEqualTo(at(due));
    assertThat(deadline.provisional()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "HALF_OF_DAY_MINUTES, 2026-03-06T12:00",
    "FIXED_240,           2026-03-06T15:00",
    "NEXT_SESSION_END,    2026-03-06T12:00"
  })
  void countsTheWholeDaysOfAMixedLimitFirst(HalfDay reading, String due) {
    var term = Term.of(at("2026-03-04T10:00"), Limit.parse("1.5d")).reading(reading);
    var deadline = CALENDAR.due(term);
    assertThat(deadline.dueAt()).isEqualTo(at(due));
    assertThat(deadline.effectiveStart()).isEqualTo(at("2026-03-05T08:30"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-04T10:00, HALF_OF_DAY_MINUTES, 2026-03-04T10:00",
    "2026-03-04T12:30, HALF_OF_DAY_MINUTES, 2026-03-04T14:30",
    "2026-02-14T18:00, FIXED_240,           2026-02-24T08:30",
    "2026-03-04T10:00, NEXT_SESSION_END,    2026-03-04T14:30"
  })
  void startsWithTheNextWorkingTime(String trigger, HalfDay reading, String start) {
    var term = Term.of(at(trigger), Limit.parse("0.5d")).reading(reading);
    assertThat(CALENDAR.due(term).effectiveStart()).isEqualTo(at(start));
  }

  @ParameterizedTest
  @CsvSource({
    "2025, 19 19 21 22 19 20 23 21 23 18 20 23",
    "2026, 21 16 22 21 19 21 23 21 22 18 21 23"
  })
  void hasTheWorkingDaysOfEachMonth(int year, String perMonth) {
    var counted = IntStream.rangeClosed(1, 12).mapToObj(m -> workingDays(YearMonth.of(year, m)));
    assertThat(counted.map(String::valueOf)).containsExactly(perMonth.split(" "));
    assertThat(
            IntStream.rangeClosed(1, 12).mapToLong(m -> workingDays(YearMonth.of(year, m))).sum())
        .isEqualTo(248);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"})
  void countsTheSameWhateverTheMachinesZone(String zone) {
    var before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      var deadline =
          CalendarFolder.builtIn().due(Term.of(at("2026-09-18T16:00"), Limit.parse("1.5d")));
      assertThat(deadline.dueAt()).isEqualTo(Instant.parse("2026-09-21T04:00:00Z"));
      assertThat(deadline.steps().get(0).zh()).isEqualTo("触发：2026-09-18（周五）16:00");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static long workingDays(YearMonth month) {
    return month
        .atDay(1)
        .datesUntil(month.atEndOfMonth().plusDays(1))
        .filter(VectorsTest::working)
        .count();
  }

  private static boolean working(LocalDate date) {
    return CALENDAR.day(date, null).working();
  }
}
