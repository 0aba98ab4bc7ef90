package org.lianbao.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lianbao.calendar.CalendarFolder;
import org.lianbao.calendar.Pause;
import org.lianbao.partners.Pace;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Silence;
import org.lianbao.partners.Window;
import org.lianbao.shared.Clock;

class OpenHoursTest {

  private final OpenHours hours = new OpenHours(CalendarFolder::builtIn);

  @Test
  void whoSaysNothingIsAlwaysOpen() {
    assertThat(hours.closedUntil(partner(Pace.FREE), at("2026-10-01T03:00"))).isEmpty();
  }

  @Test
  void officeHoursAreThoseOfTheCalendar() {
    var office = partner(new Pace(OptionalInt.empty(), OptionalDouble.empty(), true, List.of()));

    assertThat(hours.closedUntil(office, at("2026-09-30T09:00"))).isEmpty();
    assertThat(hours.closedUntil(office, at("2026-09-30T12:00"))).contains(at("2026-09-30T14:30"));
    // The National Day holiday of 2026 runs to 7 October.
    assertThat(hours.closedUntil(office, at("2026-09-30T18:00"))).contains(at("2026-10-08T08:30"));
  }

  @Test
  void maintenanceMayBeOnceOrEveryWeekAndMayGoPastMidnight() {
    var away =
        partner(
            new Pace(
                OptionalInt.empty(),
                OptionalDouble.empty(),
                false,
                List.of(
                    new Window.Once(
                        LocalDateTime.parse("2026-12-05T22:00"),
                        LocalDateTime.parse("2026-12-06T02:00")),
                    new Window.Weekly(
                        Set.of(DayOfWeek.SUNDAY), LocalTime.of(23, 0), LocalTime.of(1, 0)))));

    assertThat(hours.closedUntil(away, at("2026-12-05T21:59"))).isEmpty();
    assertThat(hours.closedUntil(away, at("2026-12-05T22:00"))).contains(at("2026-12-06T02:00"));
    assertThat(hours.closedUntil(away, at("2026-12-06T02:00"))).isEmpty();
    assertThat(hours.closedUntil(away, at("2026-12-14T00:30"))).contains(at("2026-12-14T01:00"));
    assertThat(hours.closedUntil(away, at("2026-12-14T01:00"))).isEmpty();
  }

  @Test
  void whatWasClosedBetweenTwoInstantsIsEveryMaintenanceAndEveryHourOutsideTheOffice() {
    var away =
        partner(
            new Pace(
                OptionalInt.empty(),
                OptionalDouble.empty(),
                true,
                List.of(
                    new Window.Weekly(
                        Set.of(DayOfWeek.MONDAY), LocalTime.of(23, 0), LocalTime.of(1, 0)))));

    assertThat(Pause.merged(hours.closed(away, at("2026-12-14T17:00"), at("2026-12-15T16:00"))))
        .containsExactly(
            new Pause(at("2026-12-14T18:00"), at("2026-12-15T08:30")),
            new Pause(at("2026-12-15T12:00"), at("2026-12-15T14:30")));
    assertThat(hours.closed(away, at("2026-12-15T00:30"), at("2026-12-15T00:40")))
        .containsOnly(new Pause(at("2026-12-15T00:30"), at("2026-12-15T00:40")));
    assertThat(hours.closed(partner(Pace.FREE), at("2026-12-14T17:00"), at("2026-12-15T16:00")))
        .isEmpty();
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(Clock.COUNTY).toInstant();
  }

  private static Partner partner(Pace pace) {
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
        Silence.UNSAID,
        java.util.Map.of(),
        Optional.empty(),
        Optional.empty(),
        Partner.Files.NONE,
        Optional.empty());
  }
}
