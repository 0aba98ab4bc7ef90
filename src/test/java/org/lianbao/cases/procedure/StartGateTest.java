package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.WorksSpec.GAS;
import static org.lianbao.cases.procedure.WorksSpec.NO;
import static org.lianbao.cases.procedure.WorksSpec.SMALL_WATER;
import static org.lianbao.cases.procedure.WorksSpec.WATER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianbao.application.ApprovalItems;
import org.lianbao.cases.EventType;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.Rules;

/** What works had to wait for is told when they did not; nothing stops them (A11, A23). */
class StartGateTest {

  private static final String IN_TRAFFIC =
      "{\"service\":\"WATER\",\"length\":20,\"roadDug\":true,\"affectsTraffic\":true}";

  @Test
  void worksThatBeginWithoutTheirFilingAreRecordedAndFlagged() {
    var spec = WorksSpec.open(SMALL_WATER);

    spec.tell(WATER, EventType.CONSTRUCTION_STARTED, 5, null);

    assertThat(flagged(spec)).containsExactly(List.of("COMMITMENT", "WORKS_PLAN"));
    assertThat(spec.order("-W").has(EventType.CONSTRUCTION_STARTED)).isTrue();
  }

  @Test
  void halfAFilingIsNone() {
    var spec = WorksSpec.open(SMALL_WATER);
    spec.tell(NO + "-SP-CN-WATER", EventType.COMMITMENT_FILED, 3, null);

    spec.tell(WATER, EventType.CONSTRUCTION_STARTED, 5, null);

    assertThat(flagged(spec)).containsExactly(List.of("WORKS_PLAN"));
  }

  @Test
  void worksThatBeginAfterTheirFilingAreNot() {
    var spec = WorksSpec.open(SMALL_WATER).file("WATER", 3, 4);

    spec.tell(WATER, EventType.CONSTRUCTION_STARTED, 5, null);

    assertThat(flagged(spec)).isEmpty();
  }

  @Test
  void trafficConsentIsWaitedForOnAnyPath() {
    var spec = new WorksSpec().opened(WorksSpec.form("NORMAL", List.of(), IN_TRAFFIC));
    spec.tell(NO + "-SP-02", EventType.APPROVAL_DECIDED, 3, "GRANTED");
    spec.tell(NO + "-JT", EventType.TRAFFIC_CONSENT_GIVEN, 3, "MORE");

    spec.tell(WATER, EventType.CONSTRUCTION_STARTED, 5, null);

    assertThat(flagged(spec)).containsExactly(List.of("TRAFFIC_CONSENT"));
  }

  @Test
  void consentGivenInTimeAndToldLateClearsTheWorks() {
    var spec = WorksSpec.open(IN_TRAFFIC).file("WATER", 3, 3);
    spec.tell(WATER, EventType.CONSTRUCTION_STARTED, 5, null);
    assertThat(flagged(spec)).hasSize(1);

    spec.tell(NO + "-JT", EventType.TRAFFIC_CONSENT_GIVEN, 4, "AGREED");

    assertThat(flagged(spec)).isEmpty();
    assertThat(gate(Rulebook.load()).missing(spec.file(), "WATER")).isEmpty();
  }

  @Test
  void consentGivenAfterTheStartStaysMissing() {
    var spec = WorksSpec.open(IN_TRAFFIC).file("WATER", 3, 3);
    spec.tell(WATER, EventType.CONSTRUCTION_STARTED, 5, null);
    spec.tell(NO + "-JT", EventType.TRAFFIC_CONSENT_GIVEN, 6, "AGREED");

    assertThat(gate(Rulebook.load()).missing(spec.file(), "WATER"))
        .containsExactly("TRAFFIC_CONSENT");
  }

  @Test
  void theCountyMayAskForConsentByCommitmentAlone() {
    var spec = new WorksSpec().opened(WorksSpec.form("NORMAL", List.of(), IN_TRAFFIC));
    spec.tell(NO + "-SP-02", EventType.APPROVAL_DECIDED, 3, "GRANTED");
    spec.tell(WATER, EventType.CONSTRUCTION_STARTED, 5, null);

    var rules = Rulebook.load().editions().get(0);
    var literal =
        new Rulebook(
            List.of(
                new Rules(
                    rules.edition(),
                    rules.from(),
                    rules.commitment(),
                    new Rules.Construction(false, false),
                    rules.acceptance(),
                    rules.survey(),
                    rules.jointWorks(),
                    rules.clocks(),
                    rules.latency())));

    assertThat(gate(literal).missing(spec.file(), "WATER")).isEmpty();
  }

  @Test
  void worksThatNeedApprovalAndBeginWithoutItAreFlagged() {
    var spec = new WorksSpec().opened(WorksSpec.form("NORMAL", List.of(), SMALL_WATER));
    spec.tell(NO + "-SP-01", EventType.APPROVAL_DECIDED, 3, "GRANTED");

    spec.tell(WATER, EventType.CONSTRUCTION_STARTED, 5, null);
    assertThat(flagged(spec)).containsExactly(List.of("PERMIT"));

    spec.tell(GAS, EventType.CONSTRUCTION_STARTED, 5, null);
    assertThat(flagged(spec)).isEmpty();
  }

  @Test
  void theEndOfWorksNobodySaidHadBegunIsLookedAtToo() {
    var spec = WorksSpec.open(SMALL_WATER);

    spec.tell(WATER, EventType.CONSTRUCTION_COMPLETED, 9, null);
    assertThat(flagged(spec)).hasSize(1);

    spec.tell(reported(WATER, EventType.CONSTRUCTION_STARTED, 8));
    assertThat(flagged(spec)).isEmpty();
  }

  private static StartGate gate(Rulebook rules) {
    return new StartGate(ApprovalItems.load(), rules);
  }

  private static List<List<String>> flagged(WorksSpec spec) {
    return spec.last().stream()
        .filter(CaseEvent.StartedUnfiled.class::isInstance)
        .map(event -> ((CaseEvent.StartedUnfiled) event).missing())
        .toList();
  }
}
