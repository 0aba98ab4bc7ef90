package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.formal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.calendar.Pause;
import org.lianbao.cases.CaseReader.ClockView;
import org.lianbao.cases.CaseReader.StepView;
import org.lianbao.cases.Cases.Withdrawal;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Supervision.Asked;
import org.lianbao.cases.Supervision.Verdict;
import org.lianbao.cases.Told;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** How promptly orders were pushed (TEC-01) and what happened was reported (TEC-02). */
class LatencyTest {

  private static final LogFixture HUB = new LogFixture();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void anOrderIsPushedWithinTenMinutesOfBeingOwedAndSaysHowThatComes() {
    var caseNo = openAt("2026-12-01T23:50", "WATER");
    deliver(caseNo + "-W", "2026-12-01T23:58:30");

    var push = push(caseNo);
    assertThat(push.state()).isEqualTo("MET");
    assertThat(push.obligor()).isEqualTo("HUB");
    assertThat(push.basis()).isEqualTo("S64");
    assertThat(push.limit()).isEqualTo("PT10M");
    assertThat(minute(push.dueAt())).isEqualTo(at("2026-12-02T00:00"));
    assertThat(push.steps())
        .extracting(StepView::zh)
        .anyMatch(it -> it.startsWith("TEC-01 推送及时，依据 S64，义务人：联报系统；起算：工单下达"))
        .anyMatch(it -> it.startsWith("昼夜连续计 10 分钟，到期：2026-12-02（周三）00:00"))
        .anyMatch(it -> it.startsWith("停止：对方于 2026-12-01（周二）23:58:30 收到，距下达 8 分钟"))
        .contains("结论：按时");
    assertThat(push.steps()).extracting(StepView::en).contains("it is: met");
  }

  @Test
  void whatWaitsWarnsWhenHalfIsUsedAndIsExceededAtTheEndWithNothingWritten() {
    var caseNo = openAt("2026-12-02T09:00", "WATER");

    HUB.at(at("2026-12-02T09:04:59"));
    assertThat(push(caseNo).state()).isEqualTo("RUNNING");
    HUB.at(at("2026-12-02T09:05:01"));
    assertThat(push(caseNo).state()).isEqualTo("WARNED");
    HUB.at(at("2026-12-02T09:10:01"));
    HUB.watch.watch();
    assertThat(push(caseNo).state()).isEqualTo("BREACHED");
    assertThat(push(caseNo).light()).isEqualTo("RED");
    assertThat(HUB.log(caseNo)).hasSize(1);
    assertThat(
            HUB.jdbc
                .sql("select count(*) from case_clock where case_no = :no")
                .param("no", caseNo)
                .query(Long.class)
                .single())
        .isZero();

    deliver(caseNo + "-W", "2026-12-02T09:20");
    assertThat(push(caseNo).state()).isEqualTo("BREACHED");
  }

  @Test
  void whileThePartnerIsInMaintenanceOrHeldByAPersonNothingIsCounted() {
    var caseNo = openAt("2026-12-03T09:00", "POWER");
    HUB.owed.close("power", at("2026-12-03T09:06"), at("2026-12-03T11:00"));

    HUB.at(at("2026-12-03T10:00"));
    var paused = push(caseNo);
    assertThat(paused.state()).isEqualTo("PAUSED");
    assertThat(minute(paused.dueAt())).isEqualTo(at("2026-12-03T10:04"));

    HUB.at(at("2026-12-03T11:03"));
    var again = push(caseNo);
    assertThat(again.state()).isEqualTo("WARNED");
    assertThat(minute(again.dueAt())).isEqualTo(at("2026-12-03T11:04"));
    assertThat(again.steps())
        .extracting(StepView::zh)
        .anyMatch(it -> it.contains("对方维护、不办公或由运维人员暂停推送，114 分钟不计"))
        .anyMatch(it -> it.contains("另加不计的 114 分钟"));

    HUB.at(at("2026-12-03T11:05"));
    assertThat(push(caseNo).state()).isEqualTo("BREACHED");
  }

  @Test
  void whatWasClosedBeforeTheOrderArrivedStaysAsItWasReckoned() {
    var caseNo = openAt("2026-12-04T09:00", "HEAT");
    var closed = List.of(new Pause(at("2026-12-04T09:02"), at("2026-12-04T12:02")));
    HUB.at(at("2026-12-04T12:09"));
    HUB.tell(caseNo, new Told.Delivered(caseNo + "-H", at("2026-12-04T12:09"), "H-1", closed));
    HUB.owed.close("heat", at("2026-12-04T09:00"), at("2026-12-04T12:08"));

    var push = push(caseNo);
    assertThat(push.state()).isEqualTo("MET");
    assertThat(minute(push.dueAt())).isEqualTo(at("2026-12-04T12:10"));
    assertThat(push.workedMinutes()).isEqualTo(9);
  }

  @Test
  void aClosureThatBeginsAfterTheEndSavesNobody() {
    var caseNo = openAt("2026-12-05T09:00", "HEAT");
    HUB.tell(
        caseNo,
        new Told.Refused(
            caseNo + "-H",
            at("2026-12-05T12:00"),
            "E1",
            "不在供热范围",
            List.of(new Pause(at("2026-12-05T09:30"), at("2026-12-05T12:00")))));

    assertThat(push(caseNo).state()).isEqualTo("BREACHED");
    assertThat(minute(push(caseNo).dueAt())).isEqualTo(at("2026-12-05T09:10"));
  }

  @Test
  void whatWasTakenBackInTimeIsOwedToNobody() throws Exception {
    var caseNo = openAt("2026-12-06T09:00", "WATER", "HEAT");
    HUB.at(at("2026-12-06T09:03"));
    HUB.inTransaction(
        () -> {
          try {
            return HUB.cases.withdraw(
                caseNo, new Withdrawal(List.of("HEAT"), "改用电", at("2026-12-06T09:03"), "county"));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });

    HUB.at(at("2026-12-06T10:00"));
    assertThat(latencies(caseNo))
        .filteredOn(it -> it.orderNo().equals(caseNo + "-H"))
        .extracting(ClockView::state)
        .containsExactly("VOID");
  }

  @Test
  void whatHappenedIsReportedWithinTwoHours() {
    var caseNo = openAt("2026-12-07T08:00", "WATER");
    deliver(caseNo + "-W", "2026-12-07T08:00:01");
    HUB.at(at("2026-12-07T11:00"));
    tell(caseNo + "-W", EventType.ORDER_RECEIVED, "2026-12-07T09:00:30", null);
    tell(caseNo + "-W", EventType.CONTACT_MADE, "2026-12-07T08:59", null);
    tell(caseNo + "-W", EventType.ORDER_ACCEPTED, "2026-12-07T12:00", null);
    tell(caseNo + "-W", EventType.SURVEY_COMPLETED, "2026-12-07T08:30", "window");

    var told = latencies(caseNo).stream().filter(it -> it.rule().equals("TEC-02")).toList();
    assertThat(told)
        .extracting(it -> it.party() + " " + it.obligor() + " " + it.state())
        .containsExactly(
            // What is dated ahead was told at once.
            "water PARTNER BREACHED", "water PARTNER MET", "water PARTNER MET");
    assertThat(told.get(0).steps())
        .extracting(StepView::zh)
        .anyMatch(it -> it.contains("起算：上门对接发生 2026-12-07（周一）08:59"))
        .anyMatch(it -> it.startsWith("停止：2026-12-07（周一）11:00"))
        .contains("结论：超期");
  }

  @Test
  void aDayWithoutATimeIsOverAtItsEnd() {
    var caseNo = openAt("2026-12-08T08:00", "WATER");
    HUB.at(at("2026-12-08T17:00"));
    tell(caseNo + "-W", EventType.SURVEY_COMPLETED, "2026-12-08T00:00", null);
    HUB.at(at("2026-12-09T02:01"));
    tell(caseNo + "-W", EventType.PLAN_COMPLETED, "2026-12-08T00:00", null);

    assertThat(latencies(caseNo))
        .filteredOn(it -> it.rule().equals("TEC-02"))
        .extracting(ClockView::state)
        .containsExactlyInAnyOrder("MET", "BREACHED");
  }

  @Test
  void figuresListWhatIsLateAndWhoseItIs() {
    var caseNo = openAt("2027-03-01T09:00", "WATER", "POWER");
    deliver(caseNo + "-W", "2027-03-01T09:00:02");
    HUB.at(at("2027-03-02T09:00"));
    tell(caseNo + "-W", EventType.CONTACT_MADE, "2027-03-01T10:00", null);
    var march = YearMonth.of(2027, 3);

    assertThat(HUB.figures.kept(new Asked(march, "water", null, null)))
        .extracting(it -> it.rule() + " " + it.onTime() + " " + it.late() + " " + it.open())
        .contains("TEC-01 1 0 0", "TEC-02 0 1 0");
    assertThat(HUB.figures.limits(new Asked(march, null, "TEC-01", Verdict.LATE), 0, 10))
        .extracting(it -> it.orderNo() + " " + it.service() + " " + it.stoppedAt())
        .containsExactly(caseNo + "-E POWER null");
  }

  @Test
  void whatAPartnerMakesUpSpoilsNoFigure() {
    var caseNo = openAt("2027-04-01T09:00", "WATER");
    var facts = Json.read("{\"closed\":[{\"from\":\"?\"},7,{\"to\":{}}]}", JsonNode.class);
    for (var year : List.of("0001", "9998")) {
      HUB.tell(
          caseNo,
          new Told.Reported(
              caseNo + "-W",
              EventType.ORDER_REFUSED,
              Instant.parse(year + "-04-01T00:00:00Z"),
              null,
              null,
              facts));
    }

    assertThat(push(caseNo).state()).isEqualTo("MET");
    assertThat(HUB.figures.kept(new Asked(YearMonth.of(2027, 4), null, null, null))).isNotEmpty();
  }

  private static ClockView push(String caseNo) {
    return latencies(caseNo).stream()
        .filter(it -> it.rule().equals("TEC-01"))
        .findFirst()
        .orElseThrow();
  }

  private static List<ClockView> latencies(String caseNo) {
    return HUB.reader.view(caseNo).orElseThrow().clocks().stream()
        .filter(it -> it.rule().startsWith("TEC"))
        .toList();
  }

  private static void deliver(String orderNo, String local) {
    HUB.tell(caseNo(orderNo), new Told.Delivered(orderNo, at(local), null));
  }

  private static void tell(String orderNo, EventType type, String local, String source) {
    HUB.tell(
        caseNo(orderNo),
        new Told.Reported(
            orderNo, type, at(local), null, null, Json.mapper().createObjectNode(), source));
  }

  private static String caseNo(String orderNo) {
    return orderNo.substring(0, orderNo.indexOf('-'));
  }

  private static String openAt(String local, String... services) {
    HUB.at(at(local));
    return HUB.inTransaction(
        () ->
            HUB.cases.open(
                formal(UUID.randomUUID().toString(), "NO", services),
                Json.mapper().createArrayNode(),
                at(local)));
  }

  /** The clock of the hub goes on by a millisecond whenever it is looked at. */
  private static Instant minute(Instant at) {
    return at.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(Clock.COUNTY).toInstant();
  }
}
