package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.WorksSpec.GAS;
import static org.lianbao.cases.procedure.WorksSpec.HOLDER;
import static org.lianbao.cases.procedure.WorksSpec.LONG_GAS;
import static org.lianbao.cases.procedure.WorksSpec.NO;
import static org.lianbao.cases.procedure.WorksSpec.SMALL_GAS;
import static org.lianbao.cases.procedure.WorksSpec.SMALL_WATER;
import static org.lianbao.cases.procedure.WorksSpec.WATER;
import static org.lianbao.cases.procedure.WorksSpec.form;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Told;
import org.lianbao.rules.Rulebook;

/** Which works go by commitment, what they file, and what replaces a commitment (S6, S38, S44). */
class CommitmentTest {

  private static final List<String> PAPERS = List.of("M12", "M13");

  @Test
  void smallWorksFileTwoPapersAsOneInsteadOfBeingApproved() {
    var spec = WorksSpec.open(SMALL_WATER);

    assertThat(spec.path("WATER").commitment()).isTrue();
    assertThat(spec.file().orders())
        .containsOnlyKeys(WATER, GAS, NO + "-SP-CN-WATER", NO + "-CG-CN-WATER", NO + "-ZJ");
    assertThat(spec.order("-SP-CN-WATER").kind()).isEqualTo(OrderKind.COMMITMENT);
    assertThat(spec.order("-CG-CN-WATER").kind()).isEqualTo(OrderKind.WORKS_PLAN);
    assertThat(((CaseEvent.Opened) spec.log().get(0)).owed())
        .filteredOn(owed -> owed.orderNo().endsWith("-CN-WATER"))
        .allSatisfy(
            owed -> assertThat(owed.details().toString()).isEqualTo("{\"services\":[\"WATER\"]}"));
  }

  @Test
  void thePathIsToldWithItsReasonsOncePerService() {
    var spec = WorksSpec.open(SMALL_WATER, LONG_GAS);

    assertThat(spec.log().stream().filter(CaseEvent.PathDecided.class::isInstance)).hasSize(1);
    assertThat(spec.path("WATER").reasons())
        .containsExactly(
            "外线 180 米、占用绿地 8 平方米，均在限内 / the line is 180 m and takes 8 m² of green space, within the limits");
    assertThat(spec.path("GAS").commitment()).isFalse();
    assertThat(spec.path("GAS").reasons())
        .containsExactly("外线 260 米，超过 200 米 / the line is 260 m, more than 200 m");
    assertThat(spec.file().orders())
        .containsKeys(NO + "-SP-CN-WATER", NO + "-SP-02", NO + "-CG", NO + "-CG-CN-WATER");
  }

  @Test
  void everythingThatSpeaksAgainstCommitmentIsToldAtOnce() {
    var spec =
        new WorksSpec()
            .opened(
                form(
                    null,
                    List.of("M12"),
                    "{\"service\":\"WATER\",\"roadDug\":true,\"greenArea\":20,\"treeCount\":1}"));

    assertThat(spec.path("WATER").reasons())
        .containsExactly(
            "外线长度未填 / the length of the line is not stated",
            "占用绿地 20 平方米，超过 15 平方米 / 20 m² of green space, more than 15 m²",
            "涉及树木 / trees are concerned",
            "未附施工方案（材料 M13） / M13 is not attached");
  }

  @Test
  void whoeverLeavesThePathOpenGoesByCommitmentIfTheWorksAreSmall() {
    assertThat(new WorksSpec().opened(form(null, PAPERS, SMALL_WATER)).path("WATER").commitment())
        .isTrue();
  }

  @Test
  void theApplicantMayAlwaysChooseOrdinaryApproval() {
    var spec = new WorksSpec().opened(form("NORMAL", PAPERS, SMALL_WATER));

    assertThat(spec.path("WATER").commitment()).isFalse();
    assertThat(spec.path("WATER").reasons())
        .containsExactly("申请人选择一般审批 / the applicant chose ordinary approval");
    assertThat(spec.file().orders()).containsKeys(NO + "-SP-01", NO + "-SP-02", NO + "-CG");
  }

  @Test
  void aServiceTheTrackIsNotOpenToIsApproved() {
    var spec =
        WorksSpec.open("{\"service\":\"DRAINAGE\",\"length\":10,\"drainage\":true}", SMALL_WATER);

    assertThat(spec.path("DRAINAGE").reasons())
        .containsExactly("本事项未实行告知承诺 / commitment is not open to this service");
  }

  @Test
  void worksThatNeedNoApprovalHaveNoPathToChoose() {
    var spec = WorksSpec.open("{\"service\":\"WATER\",\"length\":10}");

    assertThat(spec.file().track().paths()).isEmpty();
    assertThat(spec.log()).hasSize(1);
  }

  @Test
  void theBarredAreApprovedAndToldWhy() {
    var bar = new Bar(hour(24 * 30), "BZ4109282026010100007", "CNBA-9", null);
    var spec =
        new WorksSpec()
            .barring(HOLDER, bar)
            .opened(form("COMMITMENT", PAPERS, SMALL_WATER, SMALL_GAS));

    assertThat(spec.path("WATER").commitment()).isFalse();
    assertThat(spec.path("GAS").reasons())
        .containsExactly(
            "因办件 BZ4109282026010100007 撤销许可，至 2026-12-09 不适用告知承诺"
                + " / barred until 2026-12-09, for what was revoked in BZ4109282026010100007");
    assertThat(spec.asked()).containsExactly(HOLDER);
  }

  @Test
  void nobodyIsLookedUpWhereThePathIsNoQuestion() {
    var forced = new WorksSpec().opened(form("NORMAL", PAPERS, SMALL_WATER));
    var large = new WorksSpec().opened(form("COMMITMENT", PAPERS, LONG_GAS));
    forced.tell(WATER, EventType.CONTACT_MADE, 2, null);

    assertThat(forced.asked()).isEmpty();
    assertThat(large.asked()).isEmpty();
  }

  @Test
  void theFilingIsCompleteOnlyWithBothHalves() {
    var spec = WorksSpec.open(SMALL_WATER);
    spec.tell(NO + "-SP-CN-WATER", EventType.COMMITMENT_FILED, 3, null);
    assertThat(Pair.of(spec.file(), "WATER").orElseThrow().filed()).isEmpty();

    spec.tell(reported(NO + "-CG-CN-WATER", EventType.ORDER_RECEIVED, 5));

    assertThat(Pair.of(spec.file(), "WATER").orElseThrow().filed()).contains(hour(5));
  }

  @Test
  void theStageOfWorksLastsUntilBothHalvesAreFiled() {
    var spec = WorksSpec.open(SMALL_WATER);
    spec.tell(
        reported(WATER, EventType.CONSTRUCTION_COMPLETED, 20),
        reported(GAS, EventType.CONSTRUCTION_COMPLETED, 20),
        reported(NO + "-ZJ", EventType.DRAWING_REVIEWED, 4, "PASS"),
        reported(NO + "-SP-CN-WATER", EventType.COMMITMENT_FILED, 5));
    assertThat(spec.file().stage()).isEqualTo(Stage.APPROVAL_AND_WORKS);

    spec.file("WATER", 5, 6);

    assertThat(spec.file().stage()).isEqualTo(Stage.ACCEPTANCE);
  }

  @Test
  void aFilingThatIsNotTakenIsReplacedByApproval() {
    var spec = WorksSpec.open(SMALL_WATER);

    spec.tell(new Told.Refused(NO + "-SP-CN-WATER", hour(4), "13", "材料不符"));

    assertThat(spec.path("WATER").commitment()).isFalse();
    assertThat(spec.last())
        .extracting(CaseEvent::type)
        .containsExactly(EventType.ORDER_REFUSED, EventType.PATH_DECIDED, EventType.ORDERS_OWED);
    assertThat(spec.order("-SP-YB-WATER-01").item()).isEqualTo("LDSM");
    assertThat(spec.order("-SP-YB-WATER-02").item()).isEqualTo("SZSS");
    spec.tell(new Told.Refused(NO + "-SP-CN-WATER", hour(5), "14", "又一次"));
    assertThat(spec.last()).extracting(CaseEvent::type).containsExactly(EventType.ORDER_REFUSED);
  }

  @Test
  void whatReplacesACommitmentHoldsTheStageUntilItIsGranted() {
    var spec = WorksSpec.open(SMALL_GAS);
    spec.tell(
        new Told.Refused(NO + "-SP-CN-GAS", hour(4), "13", "材料不符"),
        reported(WATER, EventType.CONSTRUCTION_COMPLETED, 20),
        reported(GAS, EventType.CONSTRUCTION_COMPLETED, 20),
        reported(NO + "-ZJ", EventType.DRAWING_REVIEWED, 4, "PASS"));
    assertThat(spec.file().stage()).isEqualTo(Stage.APPROVAL_AND_WORKS);

    spec.tell(NO + "-SP-YB-GAS-02", EventType.APPROVAL_DECIDED, 21, "GRANTED");

    assertThat(spec.file().stage()).isEqualTo(Stage.ACCEPTANCE);
  }

  @Test
  void whoeverChangesToOrdinaryApprovalIsApprovedAndFilesNothing() throws NotPossible {
    var spec = WorksSpec.open(SMALL_WATER, SMALL_GAS);

    spec.amend(5, form("NORMAL", PAPERS, SMALL_WATER, SMALL_GAS));

    assertThat(spec.path("WATER").commitment()).isFalse();
    assertThat(spec.order("-SP-CN-WATER").state()).isEqualTo("CLOSED");
    assertThat(spec.order("-CG-CN-GAS").state()).isEqualTo("CLOSED");
    assertThat(spec.file().orders()).containsKeys(NO + "-SP-01", NO + "-SP-02", NO + "-CG");
  }

  @Test
  void worksThatBecomeTooLongAreApprovedAndTheOthersKeepTheirFiling() throws NotPossible {
    var spec = WorksSpec.open(SMALL_WATER, SMALL_GAS);

    spec.amend(5, form(null, PAPERS, SMALL_WATER, LONG_GAS));

    assertThat(spec.order("-SP-CN-GAS").state()).isEqualTo("CLOSED");
    assertThat(spec.order("-SP-CN-WATER").state()).isEqualTo("OWED");
    assertThat(spec.order("-SP-02").item()).isEqualTo("SZSS");
  }

  @Test
  void aFilingAskedForAgainIsANewOne() throws NotPossible {
    var spec =
        WorksSpec.open(SMALL_GAS)
            .amend(5, form("NORMAL", PAPERS, SMALL_GAS))
            .amend(6, form("COMMITMENT", PAPERS, SMALL_GAS));

    assertThat(spec.order("-SP-CN-GAS-3").state()).isEqualTo("OWED");
    var pair = Pair.of(spec.file(), "GAS").orElseThrow();
    assertThat(pair.commitment().orderNo()).isEqualTo(NO + "-SP-CN-GAS-3");
    assertThat(pair.plan().orderNo()).isEqualTo(NO + "-CG-CN-GAS-3");
    assertThat(spec.order("-SP-02").state()).isEqualTo("CLOSED");
  }

  @Test
  void aServiceWithdrawnTakesItsOwnFilingAlong() throws NotPossible {
    var spec = WorksSpec.open(SMALL_WATER, SMALL_GAS).withdraw(5, "WATER");

    assertThat(spec.order("-SP-CN-WATER").state()).isEqualTo("CLOSED");
    assertThat(spec.order("-SP-CN-GAS").state()).isEqualTo("OWED");
    spec.tell(
        reported(GAS, EventType.CONSTRUCTION_COMPLETED, 20),
        reported(NO + "-ZJ", EventType.DRAWING_REVIEWED, 4, "PASS"));
    spec.file("GAS", 6, 6);
    assertThat(spec.file().stage()).isEqualTo(Stage.ACCEPTANCE);
  }

  @Test
  void aDepartmentWithoutASystemHoldsUpNeitherTheFilingNorTheStage() {
    var none =
        new Procedure(
            (role, kind) ->
                role.startsWith("utility:")
                    ? Optional.ofNullable(WorksSpec.TAKERS.get(role))
                    : Optional.empty(),
            Rulebook.load());
    var file = CaseFile.of(none.open(NO, form("COMMITMENT", PAPERS, SMALL_WATER), hour(0)));

    assertThat(file.calls())
        .extracting(OrderFile::kind)
        .containsExactlyInAnyOrder("commitment", "works-plan", "drawing-review");
    assertThat(Clearance.of(file)).isTrue();
  }
}
