package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;
import static org.lianbao.cases.procedure.CaseSpec.WATER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseEvent.Opened;
import org.lianbao.cases.procedure.CaseEvent.OrdersOwed;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Json;

class DepartmentsTest {

  private static final Map<String, Takers.Taker> TAKERS =
      Map.of(
          "utility:WATER", new Takers.Taker("water", "W"),
          "approval-lead", new Takers.Taker("xzsp", "SP"),
          "drawing-review", new Takers.Taker("zjj", "ZJ"),
          "acceptance-lead", new Takers.Taker("zjj", "ZJ"),
          "urban-management", new Takers.Taker("cgj", "CG"),
          "traffic-police", new Takers.Taker("jj", "JT"));
  private static final Takers ALL = (role, kind) -> Optional.ofNullable(TAKERS.get(role));
  private static final String WORKS =
      "{\"service\":\"WATER\",\"roadDug\":true,\"greenArea\":12.5,\"affectsTraffic\":true}";

  private final List<CaseEvent> log = new ArrayList<>();

  @Test
  void worksOweEveryDepartmentTheyTouchAtTheMomentOfOpening() {
    open(form("YES", WORKS), ALL);

    assertThat(((Opened) log.get(0)).owed())
        .containsExactly(
            new Owed(CASE_NO + "-W", "water", "utility:WATER", "connect", null),
            new Owed(CASE_NO + "-SP-01", "xzsp", "approval-lead", "approval", "LDSM"),
            new Owed(CASE_NO + "-SP-02", "xzsp", "approval-lead", "approval", "SZSS"),
            new Owed(CASE_NO + "-ZJ", "zjj", "drawing-review", "drawing-review", null),
            new Owed(CASE_NO + "-CG", "cgj", "urban-management", "works-plan", null),
            new Owed(CASE_NO + "-JT", "jj", "traffic-police", "traffic-consent", null));
  }

  @Test
  void worksThatTouchNothingNeedTheirDrawingsReviewedAndNoMore() {
    open(form("YES", "{\"service\":\"WATER\",\"roadDug\":false,\"greenArea\":0}"), ALL);

    assertThat(((Opened) log.get(0)).owed())
        .extracting(Owed::kind)
        .containsExactly("connect", "drawing-review");
  }

  @Test
  void withoutAnExternalLineNoDepartmentIsAskedWhateverTheFormDescribes() {
    open(form("NO", WORKS), ALL);

    assertThat(file().orders()).containsOnlyKeys(WATER);
  }

  @Test
  void anItemOutOfForceOnTheDayOfApplicationIsNotNeeded() {
    var form = form("YES", WORKS);
    ((ObjectNode) form.document()).put("applyTime", "2022-01-26T23:59:00+08:00");
    open(form, ALL);

    assertThat(file().orders().values()).noneMatch(order -> order.kind().equals("approval"));
  }

  @Test
  void aDepartmentWithoutASystemIsACallByHandThatHoldsNothingUp() {
    open(form("YES", WORKS), (role, kind) -> ALL.taking(role, kind).filter(it -> water(role)));

    assertThat(file().calls())
        .extracting(OrderFile::kind, OrderFile::item)
        .containsExactlyInAnyOrder(
            tuple("approval", "LDSM"),
            tuple("approval", "SZSS"),
            tuple("drawing-review", null),
            tuple("works-plan", null),
            tuple("traffic-consent", null));
    tell(reported(WATER, EventType.SERVICE_CONNECTED, 9));
    assertThat(file().status()).isEqualTo("DONE");
  }

  @Test
  void completedWorksOweTheJointAcceptanceOnce() {
    open(form("YES", WORKS), ALL);

    tell(reported(WATER, EventType.CONSTRUCTION_COMPLETED, 5));
    tell(reported(WATER, EventType.CONSTRUCTION_COMPLETED, 6));

    assertThat(log)
        .filteredOn(OrdersOwed.class::isInstance)
        .singleElement()
        .satisfies(
            event ->
                assertThat(((OrdersOwed) event).owed())
                    .extracting(Owed::orderNo, Owed::partner, Owed::role, Owed::kind)
                    .containsExactly(
                        tuple(CASE_NO + "-ZJ-YS", "zjj", "acceptance-lead", "acceptance"),
                        tuple(CASE_NO + "-CG-YS", "cgj", "urban-management", "acceptance"),
                        tuple(CASE_NO + "-W-YS", "water", "utility:WATER", "acceptance")));
  }

  @Test
  void whoeverChoseSingleAcceptanceIsNotAcceptedJointly() {
    var form = form("YES", WORKS);
    ((ObjectNode) form.document()).put("acceptanceMode", "SINGLE");
    open(form, ALL);

    tell(reported(WATER, EventType.SERVICE_CONNECTED, 5));

    assertThat(file().orders().values()).noneMatch(order -> order.kind().equals("acceptance"));
  }

  @Test
  void worksLastUntilTheDepartmentsHaveDecidedAndTheCaseUntilAllHaveEnded() {
    open(form("YES", WORKS), ALL);
    tell(reported(WATER, EventType.SERVICE_CONNECTED, 5));
    assertThat(file().stage()).isEqualTo(Stage.APPROVAL_AND_WORKS);

    tell(reported(CASE_NO + "-SP-01", EventType.APPROVAL_DECIDED, 6, "GRANTED"));
    tell(reported(CASE_NO + "-SP-02", EventType.APPROVAL_DECIDED, 6, "DENIED"));
    tell(reported(CASE_NO + "-ZJ", EventType.DRAWING_REVIEWED, 6, "FAIL"));
    tell(reported(CASE_NO + "-CG", EventType.ORDER_ACCEPTED, 6));
    tell(reported(CASE_NO + "-JT", EventType.TRAFFIC_CONSENT_GIVEN, 6, "MORE"));
    assertThat(file().stage()).isEqualTo(Stage.APPROVAL_AND_WORKS);

    tell(reported(CASE_NO + "-ZJ", EventType.DRAWING_REVIEWED, 7, "PASS"));
    tell(reported(CASE_NO + "-JT", EventType.TRAFFIC_CONSENT_GIVEN, 7, "REFUSED"));
    tell(reported(CASE_NO + "-SP-02", EventType.APPROVAL_DECIDED, 7, "GRANTED"));
    assertThat(file().stage()).isEqualTo(Stage.APPROVAL_AND_WORKS);

    tell(reported(CASE_NO + "-JT", EventType.TRAFFIC_CONSENT_GIVEN, 8, "AGREED"));
    assertThat(file().stage()).isEqualTo(Stage.ACCEPTANCE);
    assertThat(file().status()).isEqualTo("OPEN");

    tell(reported(CASE_NO + "-CG-YS", EventType.ORDER_ACCEPTED, 8));
    tell(reported(CASE_NO + "-ZJ-YS", EventType.ACCEPTANCE_DECIDED, 9, "PASS"));
    assertThat(file().status()).isEqualTo("DONE");
  }

  @Test
  void withNothingLeftToConnectNobodyIsWaitedFor() {
    open(form("YES", WORKS), ALL);

    tell(new Told.Refused(WATER, hour(3), "E1", "无法接入"));

    assertThat(file().status()).isEqualTo("REFUSED");
  }

  @Test
  void acceptanceOfAnItemNeverClosesIt() {
    open(form("YES", WORKS), ALL);

    tell(reported(CASE_NO + "-SP-01", EventType.APPROVAL_ACCEPTED, 3));

    var item = file().order(CASE_NO + "-SP-01").orElseThrow();
    assertThat(item.state()).isEqualTo("ACCEPTED");
    assertThat(item.has(EventType.ORDER_RECEIVED)).isTrue();
    assertThat(item.service()).isNull();
  }

  @Test
  void aReviewOncePassedIsNotTakenBackByALaterContradiction() {
    open(form("YES", WORKS), ALL);
    tell(reported(CASE_NO + "-ZJ", EventType.DRAWING_REVIEWED, 6, "PASS"));

    tell(reported(CASE_NO + "-ZJ", EventType.DRAWING_REVIEWED, 8, "FAIL"));

    assertThat(file().order(CASE_NO + "-ZJ").orElseThrow().state()).isEqualTo("FINISHED");
  }

  @Test
  void theFileIsStillTheFoldOfItsLog() {
    open(form("YES", WORKS), ALL);
    tell(reported(WATER, EventType.CONSTRUCTION_COMPLETED, 5));
    tell(reported(CASE_NO + "-ZJ-YS", EventType.ACCEPTANCE_DECIDED, 9, "PASS"));

    assertThat(CaseFile.of(log)).isEqualTo(file());
    assertThat(file().orders()).hasSize(9);
  }

  private void open(Application form, Takers takers) {
    log.addAll(new Procedure(takers, Rulebook.load()).open(CASE_NO, form, OPENED));
    this.takers = takers;
  }

  private Takers takers = ALL;

  private void tell(Told told) {
    log.addAll(new Procedure(takers, Rulebook.load()).decide(file(), told));
  }

  private CaseFile file() {
    return CaseFile.of(log);
  }

  private static boolean water(String role) {
    return role.equals("utility:WATER");
  }

  private static Application form(String externalLine, String works) {
    var form = (ObjectNode) CaseFixture.formal("GG1", externalLine, "WATER").document();
    form.put("acceptanceMode", "JOINT");
    ((ObjectNode) form.get("externalWorks"))
        .putArray("items")
        .add(Json.read(works, JsonNode.class));
    return new Application(form);
  }
}
