package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.WorksSpec.GAS;
import static org.lianbao.cases.procedure.WorksSpec.HOLDER;
import static org.lianbao.cases.procedure.WorksSpec.NO;
import static org.lianbao.cases.procedure.WorksSpec.SMALL_GAS;
import static org.lianbao.cases.procedure.WorksSpec.SMALL_WATER;
import static org.lianbao.cases.procedure.WorksSpec.WATER;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.lianbao.cases.EventType;

/** Inspections, rectification, revocation and what it brings (S48 to S52). */
class OversightTest {

  private static final String PLAN = NO + "-CG-CN-WATER";
  private static final String PAPERS = NO + "-SP-CN-WATER";

  private final WorksSpec spec = WorksSpec.open(SMALL_WATER, SMALL_GAS).file("WATER", 3, 3);

  @Test
  void anOrderToRectifyIsOpenUntilItIsFoundFulfilled() {
    spec.supervise(PLAN, 10, "INSPECTED_FAIL").supervise(PLAN, 11, "RECTIFY_ORDERED");
    assertThat(matter().rectification()).isPresent();
    spec.supervise(PLAN, 12, "NOT_RECTIFIED");
    assertThat(matter().rectification()).isPresent();

    spec.supervise(PLAN, 13, "RECTIFIED");

    assertThat(matter().rectification()).isEmpty();
    assertThat(matter().turns()).hasSize(4);
  }

  @Test
  void aRevocationAfterAFailedRectificationBarsTheHolderAndOwesApprovals() {
    rectificationFails();

    spec.tell(
        reported(
            PAPERS, EventType.SUPERVISION_RECORDED, 20, "REVOKED", "{\"reason\":\"整改后仍未达到承诺标准\"}"));

    assertThat(spec.last())
        .extracting(CaseEvent::type)
        .containsExactly(
            EventType.SUPERVISION_RECORDED,
            EventType.PATH_DECIDED,
            EventType.ORDERS_OWED,
            EventType.HOLDER_BARRED);
    assertThat(spec.last().get(3))
        .isEqualTo(
            new CaseEvent.HolderBarred(
                hour(20),
                HOLDER,
                null,
                PAPERS,
                "CNBA-1",
                "整改后仍未达到承诺标准",
                Instant.parse("2027-11-09T22:12:30Z")));
    assertThat(spec.path("WATER").reasons())
        .containsExactly("承诺未兑现，许可已撤销 / the commitment was not kept, and the permit is revoked");
    assertThat(spec.file().orders()).containsKeys(NO + "-SP-YB-WATER-01", NO + "-SP-YB-WATER-02");
  }

  @Test
  void theOtherServicesOfTheCaseKeepTheirCommitment() {
    rectificationFails();
    spec.supervise(PLAN, 20, "REVOKED");

    assertThat(spec.path("GAS").commitment()).isTrue();
    assertThat(spec.file().orders()).doesNotContainKey(NO + "-SP-YB-GAS-02");
  }

  @Test
  void aRevocationNothingFailedBeforeIsRecordedAndHasNoEffect() {
    spec.supervise(PLAN, 11, "RECTIFY_ORDERED").supervise(PLAN, 20, "REVOKED");

    assertThat(spec.last())
        .extracting(CaseEvent::type)
        .containsExactly(EventType.SUPERVISION_RECORDED);
    assertThat(matter().contradicts(matter().turns().get(1))).isTrue();
    assertThat(spec.path("WATER").commitment()).isTrue();
  }

  @Test
  void theFailureTurnsUpLateAndTheRevocationStandsThen() {
    spec.supervise(PLAN, 20, "REVOKED").supervise(PLAN, 12, "NOT_RECTIFIED");

    assertThat(spec.last()).extracting(CaseEvent::type).contains(EventType.HOLDER_BARRED);
    assertThat(matter().contradicts(matter().turns().get(1))).isFalse();
    spec.supervise(PLAN, 21, "REVOKED");
    assertThat(spec.last())
        .extracting(CaseEvent::type)
        .containsExactly(EventType.SUPERVISION_RECORDED);
  }

  @Test
  void whoeverTheReportNamesIsTheHolder() {
    rectificationFails();
    spec.tell(
        reported(
            PLAN,
            EventType.SUPERVISION_RECORDED,
            20,
            "REVOKED",
            "{\"uscc\":\"91410928MA0TE5T24C\",\"name\":\"濮阳县自来水公司\"}"));

    var barred = (CaseEvent.HolderBarred) spec.last().get(spec.last().size() - 1);
    assertThat(barred.holderUscc()).isEqualTo("91410928MA0TE5T24C");
    assertThat(barred.holderName()).isEqualTo("濮阳县自来水公司");
  }

  @Test
  void whatIsConnectedNeedsNoApprovalsAnyMore() {
    rectificationFails();
    spec.tell(WATER, EventType.SERVICE_CONNECTED, 15, "CONNECTED");

    spec.supervise(PLAN, 20, "REVOKED");

    assertThat(spec.last())
        .extracting(CaseEvent::type)
        .containsExactly(
            EventType.SUPERVISION_RECORDED, EventType.PATH_DECIDED, EventType.HOLDER_BARRED);
  }

  @Test
  void approvalsThatAreTooLateHoldNoConnectedServiceOpen() {
    rectificationFails();
    spec.supervise(PLAN, 20, "REVOKED").file("GAS", 3, 3);
    spec.tell(
        reported(WATER, EventType.SERVICE_CONNECTED, 25, "CONNECTED"),
        reported(GAS, EventType.SERVICE_CONNECTED, 25, "CONNECTED"),
        reported(NO + "-ZJ", EventType.DRAWING_REVIEWED, 8, "PASS"),
        reported(PLAN, EventType.ORDER_ACCEPTED, 8),
        reported(NO + "-CG-CN-GAS", EventType.ORDER_ACCEPTED, 8));

    assertThat(spec.file().status()).isEqualTo("DONE");
  }

  @Test
  void worksThatGoOnAfterTheRevocationAreFlaggedUntilTheyAreApproved() {
    rectificationFails();
    spec.supervise(PLAN, 20, "REVOKED");
    spec.tell(NO + "-SP-YB-WATER", EventType.APPROVAL_DECIDED, 30, "GRANTED");

    spec.tell(WATER, EventType.CONSTRUCTION_COMPLETED, 29, null);

    assertThat(spec.last())
        .filteredOn(CaseEvent.StartedUnfiled.class::isInstance)
        .singleElement()
        .satisfies(
            it -> assertThat(((CaseEvent.StartedUnfiled) it).missing()).containsExactly("PERMIT"));
  }

  private void rectificationFails() {
    spec.supervise(PLAN, 11, "RECTIFY_ORDERED").supervise(PLAN, 12, "NOT_RECTIFIED");
  }

  private Oversight matter() {
    return Oversight.of(spec.file()).stream()
        .filter(it -> "WATER".equals(it.service()))
        .findFirst()
        .orElseThrow();
  }
}
