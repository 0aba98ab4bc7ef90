package org.lianbao.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.calendar.CalendarFolder;
import org.lianbao.partners.Pace;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Patience;
import org.lianbao.partners.Patience.Measure;
import org.lianbao.partners.Silence;
import org.lianbao.partners.Window;
import org.lianbao.shared.Clock;

class OpenTimeTest {

  private static final Window NIGHTS =
      new Window.Weekly(Set.of(DayOfWeek.values()), LocalTime.of(23, 0), LocalTime.of(1, 0));

  /** Office hours are 8:30 to 12:00 and 14:30 to 18:00; 1 to 7 October 2026 are days of rest. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-10T10:00, 30m, 2026-11-10T09:30",
    "2026-11-09T10:00, 1d, 2026-11-08T10:00",
    "2026-11-10T15:00, 0.5wd, 2026-11-10T09:00",
    "2026-11-09T09:30, 0.5wd, 2026-11-06T15:30",
    "2026-11-07T12:00, 1wd, 2026-11-06T08:30",
    "2026-10-08T09:30, 1wd, 2026-09-30T09:30",
  })
  void aLimitReachesBackOverClockTimeOrOverOfficeHours(String now, String limit, String expected) {
    assertThat(time(false).before(at(now), Patience.of(limit))).isEqualTo(at(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-09T08:45, 30m, 2026-11-06T17:45",
    "2026-11-10T15:00, 2h, 2026-11-10T10:30",
  })
  void ofAPartnerThatKeepsOfficeHoursClockTimeIsCountedInThem(
      String now, String limit, String expected) {
    assertThat(time(true).before(at(now), Patience.of(limit))).isEqualTo(at(expected));
  }

  @Test
  void maintenanceDoesNotCount() {
    var time = time(false, NIGHTS);

    assertThat(time.before(at("2026-11-10T02:00"), Patience.of("2h")))
        .isEqualTo(at("2026-11-09T22:00"));
    assertThat(time.between(at("2026-11-09T22:00"), at("2026-11-10T02:00"), Measure.CLOCK))
        .isEqualTo(Duration.ofHours(2).toSeconds());
  }

  @Property(tries = 300)
  void whatALimitReachesBackOverIsTheLimit(
      @ForAll @IntRange(min = 0, max = 400_000) int minutes,
      @ForAll @IntRange(min = 1, max = 40) int halves,
      @ForAll boolean office,
      @ForAll boolean working) {
    var now = at("2026-03-02T00:00").plus(Duration.ofMinutes(minutes));
    var limit =
        working
            ? new Patience(halves / 2.0, Measure.WORKING_DAYS)
            : new Patience(halves * 1800, Measure.CLOCK);
    var time = time(office, NIGHTS);

    assertThat(time.between(time.before(now, limit), now, limit.measure()))
        .isCloseTo(limit.amount(), within(0.001));
  }

  private static OpenTime time(boolean office, Window... maintenance) {
    var pace = new Pace(OptionalInt.empty(), OptionalDouble.empty(), office, List.of(maintenance));
    return new OpenTime(CalendarFolder.builtIn(), partner(pace, Silence.UNSAID));
  }

  static Partner partner(Pace pace, Silence silence) {
    return new Partner(
        "acme",
        "测试单位",
        "Test partner",
        "T",
        Set.of("utility:TEST"),
        Set.of("connect"),
        List.of(),
        null,
        pace,
        silence,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Partner.Files.NONE,
        Optional.empty());
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(Clock.COUNTY).toInstant();
  }
}
