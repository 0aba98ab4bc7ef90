package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.reported;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Supervision;
import org.lianbao.cases.Supervision.Asked;
import org.lianbao.cases.Supervision.Kept;
import org.lianbao.cases.Supervision.Verdict;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

class SupervisionTablesTest {

  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final LogFixture HUB = new LogFixture();
  private static final Supervision FIGURES = HUB.figures;

  @BeforeAll
  static void sixCases() {
    HUB.at(CaseFixture.hour(14));
    for (var hour = 1; hour <= 6; hour++) {
      var caseNo = open(formal(UUID.randomUUID().toString(), "NO", "WATER", "POWER"));
      HUB.tell(caseNo, delivered(caseNo + "-W", 0, "W1"), delivered(caseNo + "-E", 0, "E1"));
      HUB.tell(caseNo, reported(caseNo + "-W", EventType.CONTACT_MADE, hour * 2));
    }
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void everyTotalIsTheLengthOfItsList(Verdict verdict) {
    for (var kept : FIGURES.kept(new Asked(NOVEMBER, null, null, null))) {
      var list =
          FIGURES.limits(
              new Asked(NOVEMBER, kept.party(), kept.rule(), verdict), 0, Integer.MAX_VALUE);

      assertThat(list).hasSize((int) count(kept, verdict));
      assertThat(kept.total()).isEqualTo(kept.onTime() + kept.late() + kept.open());
    }
  }

  @Test
  void aJointVisitInTimeCountsForTheUtilityThatMadeIt() {
    var kept =
        FIGURES.kept(new Asked(NOVEMBER, "water", "SLA-01", null)).stream()
            .findFirst()
            .orElseThrow();

    assertThat(kept.onTime()).isPositive();
    assertThat(kept.late()).isPositive();
    assertThat(kept.onTimePercent()).isBetween(BigDecimal.ONE, BigDecimal.valueOf(99));
    assertThat(kept.averageHours()).isPositive();
  }

  @Test
  void aMonthCountsWhatWasRecordedInIt() {
    var month = FIGURES.month(YearMonth.from(OPENED.atZone(Clock.COUNTY)));

    assertThat(month.month()).isEqualTo(NOVEMBER);
    assertThat(month.accepted()).isGreaterThanOrEqualTo(6);
  }

  private static String open(Application form) {
    return HUB.inTransaction(() -> HUB.cases.open(form, Json.mapper().createArrayNode(), OPENED));
  }

  private static long count(Kept kept, Verdict verdict) {
    return switch (verdict) {
      case ON_TIME -> kept.onTime();
      case LATE -> kept.late();
      case OPEN -> kept.open();
    };
  }
}
