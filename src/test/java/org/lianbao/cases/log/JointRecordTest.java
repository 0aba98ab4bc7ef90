package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseReader.BillItemView;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.shared.Json;

/** What the parties do together, written to the database and read back. */
class JointRecordTest {

  private static final LogFixture HUB = new LogFixture();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void keepsSurveyJointWorksAndBillAsTheyWereDecided() {
    var caseNo = open();
    HUB.tell(
        caseNo,
        reported(
            caseNo,
            EventType.SURVEY_SCHEDULED,
            1,
            null,
            "{\"at\":\"2026-11-11T09:00:00+08:00\",\"place\":\"项目部\"}"),
        plan(caseNo + "-W", "[[115.020,35.71],[115.022,35.71]]"),
        plan(caseNo + "-E", "[[115.0205,35.710027],[115.0215,35.710027]]"),
        reported(caseNo + "-W", EventType.QUOTE_ISSUED, 9, null, "{\"amount\":12000.50}"),
        reported(caseNo + "-E", EventType.QUOTE_ISSUED, 9, null, "{\"amount\":\"800\"}"));
    HUB.tell(caseNo, reported(caseNo, EventType.FEE_PAID, 10, null, "{\"amount\":12800.5}"));
    HUB.tell(caseNo, reported(caseNo, EventType.FEE_PAID, 11, null, "{\"amount\":12800.5}"));

    var view = HUB.reader.view(caseNo).orElseThrow();

    var survey = view.joint().survey();
    assertThat(survey.state()).isEqualTo("KEPT");
    assertThat(survey.place()).isEqualTo("项目部");
    assertThat(survey.at()).isEqualTo("2026-11-11T01:00:00Z");
    assertThat(view.joint().works())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.roadName()).isEqualTo("挥公大道");
              assertThat(it.mode()).isEqualTo("PARALLEL_SHARED");
              assertThat(it.from()).isEqualTo(LocalDate.parse("2026-12-01"));
            });
    var bill = view.joint().bill();
    assertThat(bill.items()).extracting(BillItemView::service).containsExactly("WATER", "POWER");
    assertThat(bill.total()).isEqualByComparingTo("12800.50");
    assertThat(bill.paidAt()).isEqualTo(hour(10));
    assertThat(bill.notBooked()).extracting(it -> it.paidAt()).containsExactly(hour(11));
    assertThat(view.events())
        .filteredOn(
            it -> it.code().equals("BILL_ISSUED") || it.code().equals("JOINT_WORKS_PROPOSED"))
        .extracting(it -> it.source())
        .containsExactly("hub", "hub");
  }

  private static Told plan(String orderNo, String route) {
    return reported(
        orderNo,
        EventType.PLAN_COMPLETED,
        8,
        null,
        """
        {"route":%s,"roadName":"挥公大道","plannedStart":"2026-12-01","plannedFinish":"2026-12-10"}
        """
            .formatted(route));
  }

  private static String open() {
    var form =
        (ObjectNode) formal(UUID.randomUUID().toString(), "YES", "WATER", "POWER").document();
    form.put("unifiedBill", true);
    JsonNode warnings = Json.mapper().createArrayNode();
    return HUB.inTransaction(() -> HUB.cases.open(new Application(form), warnings, OPENED));
  }
}
