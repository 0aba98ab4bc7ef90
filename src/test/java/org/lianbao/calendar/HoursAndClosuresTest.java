package org.lianbao.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lianbao.calendar.Fixtures.CALENDAR;
import static org.lianbao.calendar.Fixtures.at;
import static org.lianbao.calendar.Fixtures.bytes;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HoursAndClosuresTest {

  private static final WorkingCalendar OURS =
      CALENDAR
          .with(
              CsvFiles.hours(
                  "hours.csv",
                  bytes(
                      """
                      # edition: hours.2
                      party,from,to,sessions
                      *,01-01,12-31,08:30-12:00 14:30-18:00
                      *,06-01,08-31,08:30-12:00 15:00-18:30
                      day-and-night,01-01,12-31,00:00-24:00
                      winter-desk,11-15,03-15,09:00-16:00
                      """)))
          .with(
              CsvFiles.localDays(
                  "local.csv",
                  bytes(
                      """
                      # edition: local.1
                      scope,date,kind,name,basis
                      *,2026-03-05,OFF,暴雪停工,县政府通告
                      winter-desk,2026-03-05,WORK,抢修值班,
                      day-and-night,2026-03-06,OFF,系统检修,
                      """)));

  @Test
  void worksBySeason() {
    assertThat(due("2026-07-01T16:00", "0.5d", null)).isEqualTo(at("2026-07-02T09:30"));
    assertThat(due("2026-05-29T09:00", "1d", null)).isEqualTo(at("2026-06-01T18:30"));
  }

  @Test
  void worksByPartyAndByTheCountysHoursWhereItHasNone() {
    assertThat(due("2026-12-01T10:00", "0.5d", "winter-desk")).isEqualTo(at("2026-12-01T13:30"));
    assertThat(due("2026-03-16T09:00", "0.5d", "winter-desk")).isEqualTo(at("2026-03-16T15:00"));
    assertThat(due("2026-12-01T10:00", "0.5d", "someone")).isEqualTo(at("2026-12-01T16:00"));
    assertThat(OURS.parties()).containsExactly("day-and-night", "winter-desk");
  }

  @Test
  void closesADayAtMidnightWhereWorkGoesOn() {
    assertThat(due("2026-12-01T18:00", "0.5d", "day-and-night")).isEqualTo(at("2026-12-02T06:00"));
    assertThat(due("2026-12-01T18:00", "1d", "day-and-night")).isEqualTo(at("2026-12-03T00:00"));
    assertThat(due("2026-12-01T18:00", "1.5d", "day-and-night")).isEqualTo(at("2026-12-03T12:00"));
  }

  @Test
  void leavesOutWhatIsClosedForEverybodyOrForAParty() {
    assertThat(due("2026-03-04T10:00", "1d", null)).isEqualTo(at("2026-03-06T18:00"));
    assertThat(due("2026-03-04T10:00", "1d", "winter-desk")).isEqualTo(at("2026-03-05T16:00"));
    assertThat(due("2026-03-04T10:00", "1d", "day-and-night")).isEqualTo(at("2026-03-10T00:00"));
  }

  @Test
  void namesTheVersionsOfClosuresAndHoursItUsed() {
    var term = Term.of(at("2026-03-04T10:00"), Limit.parse("1d"));
    assertThat(OURS.due(term).calendarVersion()).isEqualTo("2026.1+hours.2+local.1");
    var april = Term.of(at("2026-04-14T10:00"), Limit.parse("1d"));
    assertThat(OURS.due(april).calendarVersion()).isEqualTo("2026.1+hours.2");
    assertThat(OURS.due(term).steps().stream().map(Step::zh))
        .contains("2026-03-05（周四）不计：暴雪停工，县政府通告");
  }

  @Test
  void measuresWorkingTimeBetweenTwoInstants() {
    var from = at("2026-09-18T16:00");
    assertThat(CALENDAR.workingTime(from, at("2026-09-20T10:00"), null)).hasMinutes(210);
    assertThat(CALENDAR.workingTime(from, from, null)).isEqualTo(Duration.ZERO);
    assertThat(CALENDAR.workingTime(at("2026-09-20T10:00"), from, null)).isEqualTo(Duration.ZERO);
    assertThat(CALENDAR.workingTime(at("2026-01-01T00:00"), at("2027-01-01T00:00"), null))
        .hasHours(248 * 7);
  }

  @Test
  void refusesHoursThatLeaveADayOpenOrMakeNoSense() {
    refused("*,01-01,12-30,08:30-12:00", "no hours on 12-31");
    refused("*,01-01,12-31,08:30-12:00 11:00-13:00", "line 3", "must not overlap");
    refused("*,01-01,12-31,14:30-18:00 08:30-12:00", "line 3", "in order");
    refused("*,01-01,12-31,12:00-08:30", "line 3", "runs forward");
    refused("*,01-01,12-31,08:30-12:60", "line 3", "00 to 59");
    refused("*,01-01,12-31,8-12", "line 3", "08:30-12:00");
    refused("Party,01-01,12-31,08:30-12:00", "line 3", "short name");
    refused("*,02-30,12-31,08:30-12:00", "line 3", "a day that exists");
  }

  private static void refused(String row, String... words) {
    var file = "# edition: hours.9\nparty,from,to,sessions\n" + row + "\n";
    assertThatThrownBy(() -> CsvFiles.hours("hours.csv", bytes(file)))
        .isInstanceOf(CalendarFault.class)
        .hasMessageContainingAll(words);
  }

  private static Instant due(String from, String limit, String party) {
    return OURS.due(Term.of(at(from), Limit.parse(limit)).forParty(party)).dueAt();
  }
}
