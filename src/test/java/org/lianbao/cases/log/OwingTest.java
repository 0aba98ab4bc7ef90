package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.log.Neighbours.partner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OwedOrder;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.Procedure;
import org.lianbao.cases.procedure.Takers;
import org.lianbao.partners.Partners;
import org.lianbao.rules.Rulebook;

class OwingTest {

  private static final String CASE_NO = "BZ4109282026110900001";
  private static final Partners PARTNERS =
      new Neighbours(
          List.of(
              partner("w", "水", "W", "utility:WATER", "connect", "meeting", "acceptance"),
              partner("a", "审", "SP", "approval-lead", "approval"),
              partner("d", "数", "SJ", "service-records", "record"),
              partner("c", "信", "XY", "credit-records", "credit-record")));

  private final Application form = form();
  private Chapter chapter = Chapter.after(CaseFile.blank(), 0, OPENED);

  @Test
  void theItemsOfABundleGoOneAfterAnotherEachWithItsName() {
    open();

    var items = owed("a");

    assertThat(items)
        .extracting(OwedOrder::orderNo)
        .containsExactly(CASE_NO + "-SP-01", CASE_NO + "-SP-02");
    assertThat(items).extracting(OwedOrder::position).isSorted().doesNotHaveDuplicates();
    assertThat(items)
        .allSatisfy(
            item ->
                assertThat(item.content().path("bundleNo").asText()).isEqualTo(CASE_NO + "-SP"));
    assertThat(items.get(1).content().at("/item/notice").asText()).isEqualTo("县政设施建设类审批");
  }

  @Test
  void theRecordOfHandlingIsBaseThenMaterialThenProcessThenResult() {
    open();
    tell(reported(CASE_NO + "-W", EventType.SERVICE_CONNECTED, 5));
    tell(reported(CASE_NO + "-SP-01", EventType.APPROVAL_DECIDED, 6, "GRANTED"));
    tell(reported(CASE_NO + "-SP-02", EventType.APPROVAL_DECIDED, 7, "GRANTED"));

    var steps = owed("d");

    assertThat(steps.stream().map(it -> it.content().at("/record/step").asText()))
        .startsWith("BASE", "MATERIAL", "PROCESS")
        .endsWith("PROCESS", "RESULT");
    assertThat(steps).extracting(OwedOrder::position).isSorted().doesNotHaveDuplicates();
    assertThat(steps).extracting(OwedOrder::orderNo).doesNotHaveDuplicates();
    assertThat(steps)
        .filteredOn(it -> it.content().has("application"))
        .extracting(it -> it.content().at("/record/step").asText())
        .containsExactly("BASE", "MATERIAL");
  }

  @Test
  void aRevokedPermitGoesIntoTheCreditFileAndBarsItsHolderForAYear() {
    open();
    tell(reported(CASE_NO + "-W", EventType.SUPERVISION_RECORDED, 4, "NOT_RECTIFIED"));
    tell(
        reported(
            CASE_NO + "-W",
            EventType.SUPERVISION_RECORDED,
            5,
            "REVOKED",
            "{\"permitNo\":\"CX-1\",\"reason\":\"整改后仍未达到\"}"));

    var credit = owed("c");

    assertThat(credit).hasSize(1);
    var told = credit.get(0).content().path("credit");
    assertThat(told.path("permitNo").asText()).isEqualTo("CX-1");
    assertThat(told.path("name").asText()).isEqualTo("濮阳县测试新材料有限公司");
    assertThat(told.path("barredUntil").asText()).isEqualTo("2027-11-09T07:12:30Z");
  }

  @Test
  void neitherAnInspectionNorARevocationNothingFailedBeforeIsAMatterOfCredit() {
    open();
    tell(reported(CASE_NO + "-W", EventType.SUPERVISION_RECORDED, 5, "INSPECTED_OK"));
    tell(reported(CASE_NO + "-W", EventType.SUPERVISION_RECORDED, 6, "REVOKED"));

    assertThat(owed("c")).isEmpty();
  }

  @Test
  void whoIsCalledToAMeetingLearnsOfTheProjectAndOfNobodyInIt() {
    open();
    tell(
        reported(
            CASE_NO,
            EventType.MEETING_ANNOUNCED,
            5,
            null,
            "{\"at\":\"2026-11-12T09:00:00+08:00\",\"place\":\"行政服务大厅\"}"));

    var meeting =
        owed("w").stream().filter(it -> it.kind().equals("meeting")).findFirst().orElseThrow();

    assertThat(meeting.content().at("/details/place").asText()).isEqualTo("行政服务大厅");
    assertThat(meeting.content().at("/application/project/name").asText()).isNotEmpty();
    assertThat(meeting.content().path("application").has("applicant")).isFalse();
  }

  @Test
  void theBuilderIsNamedToWhoeverIsInvitedToTheAcceptance() {
    ((ObjectNode) form.document()).put("acceptanceMode", "JOINT");
    ((ObjectNode) form.document().get("project")).put("builderName", "濮阳县测试新材料有限公司");
    open();
    tell(reported(CASE_NO + "-W", EventType.CONSTRUCTION_COMPLETED, 5));

    assertThat(owed("w"))
        .filteredOn(it -> it.kind().equals("acceptance"))
        .extracting(it -> it.content().at("/details/builder").asText())
        .containsExactly("濮阳县测试新材料有限公司");
  }

  @Test
  void departmentsAreAskedAboutTheWorksASurveyFoundAndOnlyWhatCanBeRead() {
    ((ObjectNode) form.document().get("externalWorks"))
        .put("hasExternalLine", "NO")
        .remove("items");
    open();
    assertThat(owed("a")).isEmpty();

    tell(
        reported(
            CASE_NO + "-W",
            EventType.SURVEY_COMPLETED,
            5,
            null,
            """
            {"externalLine":true,"roadDug":true,"digArea":90.5,"plannedStart":"2026-12-10",
             "plannedFinish":"so bald wie möglich","start":[115.02,35.71],"end":"dort"}
            """));

    assertThat(owed("a"))
        .isNotEmpty()
        .allSatisfy(
            order -> {
              var works = order.content().at("/application/externalWorks");
              assertThat(works.path("hasExternalLine").asText()).isEqualTo("YES");
              assertThat(works.path("items")).hasSize(1);
              var line = works.at("/items/0");
              assertThat(line.path("service").asText()).isEqualTo("WATER");
              assertThat(line.path("digArea").asDouble()).isEqualTo(90.5);
              assertThat(line.path("plannedStart").asText()).isEqualTo("2026-12-10");
              assertThat(line.path("start")).hasSize(2);
              assertThat(line.has("plannedFinish") || line.has("end")).isFalse();
            });
    assertThat(owed("w"))
        .filteredOn(it -> it.kind().equals("connect"))
        .allSatisfy(
            order ->
                assertThat(
                        order.content().at("/application/externalWorks/hasExternalLine").asText())
                    .isEqualTo("NO"));
  }

  private void open() {
    chapter = chapter.with(procedure().open(CASE_NO, form, OPENED));
  }

  private void tell(Told told) {
    chapter = chapter.with(procedure().decide(chapter.file(), told));
  }

  private List<OwedOrder> owed(String partner) {
    return new Owing(PARTNERS)
        .of(chapter, () -> form).stream()
            .filter(order -> order.partner().equals(partner))
            .collect(Collectors.toList());
  }

  private static Procedure procedure() {
    return new Procedure(
        (role, kind) ->
            PARTNERS.taking(role, kind).map(it -> new Takers.Taker(it.slug(), it.suffix())),
        Rulebook.load());
  }

  private static Application form() {
    var form = (ObjectNode) CaseFixture.formal("GG1", "YES", "WATER").document();
    ((ObjectNode) form.get("externalWorks"))
        .putArray("items")
        .addObject()
        .put("service", "WATER")
        .put("roadDug", true)
        .put("greenArea", 3);
    return new Application(form);
  }
}
