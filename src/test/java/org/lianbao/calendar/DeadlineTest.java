package org.lianbao.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lianbao.calendar.Fixtures.CALENDAR;
import static org.lianbao.calendar.Fixtures.at;
import static org.lianbao.calendar.Fixtures.bytes;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

  @Test
  void explainsItselfInBothLanguages() {
    var deadline = CALENDAR.due(Term.of(at("2026-09-18T16:00"), Limit.parse("0.5d")));
    assertThat(deadline.calendarVersion()).isEqualTo("2026.1+hours.1");
    assertThat(deadline.steps().stream().map(Step::zh))
        .containsExactly(
            "触发：2026-09-18（周五）16:00",
            "0.5 个工作日＝2026-09-18（周五）工作时间 420 分钟的一半＝210 分钟",
            "2026-09-18（周五）16:00–18:00：计 120 分钟，余 90 分钟",
            "2026-09-19（周六）不计：周末",
            "2026-09-20（周日）上班〔国庆节调休，国务院办公厅2025-11-04通知〕08:30–10:00：计 90 分钟，余 0 分钟",
            "到期：2026-09-20（周日）10:00，合计 210 分钟");
    assertThat(deadline.steps().stream().map(Step::en))
        .contains("Fri 2026-09-18 16:00–18:00: 120 min, 90 min left")
        .contains("due: Sun 2026-09-20 10:00, 210 min in all");
    assertThat(deadline.steps().stream().map(Step::counted).map(Duration::toMinutes))
        .containsExactly(0L, 0L, 120L, 0L, 90L, 0L);
  }

  @Test
  void laysWhatIsLeftAfterAPause() {
    var term = Term.of(at("2026-03-04T09:00"), Limit.parse("0.5d"));
    var plain = CALENDAR.due(term);
    assertThat(CALENDAR.remaining(plain, at("2026-03-04T10:00"), null)).hasMinutes(150);
    var paused = CALENDAR.due(term.paused(at("2026-03-04T10:00"), at("2026-03-05T17:00")));
    assertThat(paused.dueAt()).isEqualTo(at("2026-03-06T10:00"));
    assertThat(paused.steps().stream().map(Step::zh))
        .contains("暂停 2026-03-04（周三）10:00 至 2026-03-05（周四）17:00：其间工作时间 690 分钟不计");
  }

  @Test
  void losesNothingToAPauseOnTheDayThatDoesNotCount() {
    var term = Term.of(at("2026-03-04T09:00"), Limit.parse("2d"));
    assertThat(CALENDAR.due(term.paused(at("2026-03-04T10:00"), at("2026-03-04T17:00"))).dueAt())
        .isEqualTo(at("2026-03-06T18:00"));
    assertThat(CALENDAR.due(term.paused(at("2026-03-05T16:00"), at("2026-03-05T17:00"))).dueAt())
        .isEqualTo(at("2026-03-09T09:30"));
    assertThat(CALENDAR.due(term.paused(at("2026-03-07T16:00"), at("2026-03-10T17:00"))).dueAt())
        .isEqualTo(at("2026-03-06T18:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-04T10:00, 2d,  false",
    "2026-12-22T10:00, 2d,  false",
    "2026-12-23T10:00, 2d,  true",
    "2026-12-31T10:00, 2d,  true",
    "2025-12-30T10:00, 2d,  false",
    "2027-03-04T10:00, 2d,  true",
    "2024-03-04T10:00, 2d,  true"
  })
  void isProvisionalWhereANoticeMayStillMoveADay(String from, String limit, boolean provisional) {
    var deadline = CALENDAR.due(Term.of(at(from), Limit.parse(limit)));
    assertThat(deadline.provisional()).isEqualTo(provisional);
    assertThat(deadline.steps().stream().anyMatch(step -> step.zh().startsWith("暂定")))
        .isEqualTo(provisional);
  }

  @Test
  void isSettledAndMayMoveWhenTheEditionArrives() {
    var term = Term.of(at("2026-12-31T10:00"), Limit.parse("2d"));
    assertThat(CALENDAR.due(term).dueAt()).isEqualTo(at("2027-01-05T18:00"));
    // Invented days; the notice for 2027 is not ours to know.
    var edition =
        CalendarFolder.edition(
            "2027.csv",
            bytes(
                """
                # edition: 2027.test
                date,kind,name,basis
                2027-01-01,OFF,元旦,
                2027-01-03,WORK,元旦调休,
                """));
    var settled = CALENDAR.with(edition).due(term);
    assertThat(settled.dueAt()).isEqualTo(at("2027-01-04T18:00"));
    assertThat(settled.provisional()).isFalse();
    assertThat(settled.calendarVersion()).isEqualTo("2027.test+hours.1");
  }

  @Test
  void letsANoticeReachIntoTheDecemberBefore() {
    var edition =
        CalendarFolder.edition(
            "2019.csv",
            bytes(
                """
                # edition: 2019.1
                date,kind,name,basis
                2018-12-29,WORK,元旦调休,国办发明电〔2018〕15号
                2018-12-30,OFF,元旦,国办发明电〔2018〕15号
                2018-12-31,OFF,元旦,国办发明电〔2018〕15号
                2019-01-01,OFF,元旦,国办发明电〔2018〕15号
                """));
    var due = CALENDAR.with(edition).due(Term.of(at("2018-12-28T10:00"), Limit.parse("2d")));
    assertThat(due.dueAt()).isEqualTo(at("2019-01-02T18:00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0d", "0.3d", "2", "-0.5d", "-1.5d", "261d", "1e3d", "+2d", "２d"})
  void refusesALimitThatIsNone(String text) {
    assertThatThrownBy(() -> Limit.parse(text))
        .isInstanceOf(CalendarFault.class)
        .hasMessageContaining(" / ");
  }

  @ParameterizedTest
  @CsvSource({"0.5d,1", "1d,2", "1.0d,2", "1.5d,3", "-2d,-4", "260d,520"})
  void readsALimit(String text, int halves) {
    assertThat(Limit.parse(text).halves()).isEqualTo(halves);
    assertThat(Limit.parse(Limit.parse(text).toString())).isEqualTo(Limit.parse(text));
  }

  @Test
  void refusesWhatItCannotKnow() {
    var early = Term.of(at("1991-04-01T00:00"), Limit.parse("2d"));
    assertThatThrownBy(() -> CALENDAR.due(early)).hasMessageContaining("2000 to 2099");
    var before = Term.of(at("2026-03-04T00:00"), Limit.parse("-2d"));
    assertThatThrownBy(() -> before.paused(at("2026-03-01T00:00"), at("2026-03-02T00:00")))
        .hasMessageContaining("cannot be paused");
    var plain = Term.of(at("2026-03-04T00:00"), Limit.parse("2d"));
    assertThatThrownBy(() -> plain.paused(at("2026-03-05T00:00"), at("2026-03-04T00:00")))
        .hasMessageContaining("ends before it begins");
    assertThat(plain.paused(at("2026-03-05T00:00"), at("2026-03-05T00:00")).pauses())
        .isEqualTo(List.of());
  }
}
