package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.WorksSpec.GAS;
import static org.lianbao.cases.procedure.WorksSpec.NO;
import static org.lianbao.cases.procedure.WorksSpec.SMALL_WATER;
import static org.lianbao.cases.procedure.WorksSpec.WATER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;

/** Items are asked for together and decided as one (S18, S39, A10). */
class BundleTest {

  private static final String GREEN = NO + "-SP-01";
  private static final String ROAD = NO + "-SP-02";

  private final WorksSpec spec =
      new WorksSpec().opened(WorksSpec.form("NORMAL", List.of(), SMALL_WATER));

  @Test
  void itIsDecidedWhenTheLastOfItsItemsIs() {
    spec.tell(GREEN, EventType.APPROVAL_DECIDED, 3, "GRANTED");
    assertThat(decided()).isEmpty();

    spec.tell(ROAD, EventType.APPROVAL_DECIDED, 4, "GRANTED");

    assertThat(decided()).containsExactly("GRANTED");
    spec.tell(ROAD, EventType.APPROVAL_DECIDED, 4, "GRANTED");
    assertThat(decided()).isEmpty();
  }

  @Test
  void whatIsGrantedInSpiteOfGapsSaysSo() {
    spec.tell(GREEN, EventType.APPROVAL_DECIDED, 3, "GRANTED_WITH_GAPS");
    spec.tell(ROAD, EventType.APPROVAL_DECIDED, 4, "GRANTED");

    assertThat(decided()).containsExactly("GRANTED_WITH_GAPS");
  }

  @Test
  void oneDeniedItemDeniesItAndTheStageLasts() {
    spec.tell(GREEN, EventType.APPROVAL_DECIDED, 3, "DENIED");
    spec.tell(ROAD, EventType.APPROVAL_DECIDED, 4, "GRANTED");
    assertThat(decided()).containsExactly("DENIED");

    worksCompleted();

    assertThat(spec.file().stage()).isEqualTo(Stage.APPROVAL_AND_WORKS);
  }

  @Test
  void aDecisionOnTheWholeBundleIsOneOnEachItem() {
    spec.tell(reported(NO + "-SP", EventType.APPROVAL_ACCEPTED, 3));
    spec.tell(NO + "-SP", EventType.APPROVAL_DECIDED, 4, "GRANTED");

    assertThat(decided()).containsExactly("GRANTED");
    assertThat(spec.order("-SP-01").milestone(EventType.APPROVAL_ACCEPTED)).isPresent();
    assertThat(spec.order("-SP-02").state()).isEqualTo("FINISHED");
    assertThat(spec.procedure().decide(spec.file(), reported(NO + "-XX", EventType.NOTE_ADDED, 4)))
        .isEmpty();
  }

  @Test
  void aMatterThatIsNoneOfTheirsFallsOutOfTheBundle() {
    spec.tell(GREEN, EventType.APPROVAL_DECIDED, 3, "GRANTED");
    spec.tell(reported(ROAD, EventType.ORDER_REFUSED, 4, null, "{\"kind\":\"NOT_ACCEPTED\"}"));
    assertThat(decided()).containsExactly("GRANTED");

    worksCompleted();

    assertThat(spec.file().stage()).isEqualTo(Stage.ACCEPTANCE);
  }

  @Test
  void aMatterThatIsTheirsAndNotTakenIsDenied() {
    spec.tell(GREEN, EventType.APPROVAL_DECIDED, 3, "GRANTED");
    spec.tell(reported(ROAD, EventType.ORDER_REFUSED, 4, null, "{\"kind\":\"DECLINED\"}"));

    assertThat(decided()).containsExactly("DENIED");
  }

  @Test
  void anItemTakenBackAfterItWasGrantedIsDeniedAndTheStageDoesNotGoBack() {
    spec.tell(NO + "-SP", EventType.APPROVAL_DECIDED, 4, "GRANTED");
    worksCompleted();
    assertThat(spec.file().stage()).isEqualTo(Stage.ACCEPTANCE);

    spec.tell(reported(ROAD, EventType.ORDER_CLOSED, 9, null, "{\"kind\":\"CANCELLED\"}"));

    assertThat(decided()).containsExactly("DENIED");
    assertThat(spec.file().stage()).isEqualTo(Stage.ACCEPTANCE);
  }

  @Test
  void anItemDeniedIsAskedForAgainUnderANewNumberOnceMended() {
    spec.tell(GREEN, EventType.APPROVAL_DECIDED, 3, "GRANTED");
    spec.tell(ROAD, EventType.APPROVAL_DECIDED, 4, "DENIED");
    spec.tell(reported(ROAD, EventType.CORRECTION_COMPLETED, 3));
    assertThat(spec.file().orders()).doesNotContainKey(ROAD + "R2");

    spec.tell(reported(ROAD, EventType.CORRECTION_COMPLETED, 6));

    var again = spec.order("-SP-02R2");
    assertThat(again.item()).isEqualTo("SZSS");
    assertThat(again.partner()).isEqualTo("xzsp");
    spec.tell(ROAD + "R2", EventType.APPROVAL_DECIDED, 7, "DENIED");
    spec.tell(reported(ROAD + "R2", EventType.CORRECTION_COMPLETED, 8));
    spec.tell(ROAD + "R3", EventType.APPROVAL_DECIDED, 9, "GRANTED");
    assertThat(decided()).containsExactly("GRANTED");
    assertThat(Bundle.of(spec.file()))
        .singleElement()
        .satisfies(it -> assertThat(it.items()).hasSize(2));
  }

  @Test
  void whoeverAnswersForADeniedItemAsksForItAgain() throws NotPossible {
    spec.tell(ROAD, EventType.APPROVAL_DECIDED, 4, "DENIED");

    spec.correct(6, ROAD);

    assertThat(spec.last())
        .extracting(CaseEvent::type)
        .containsExactly(EventType.CORRECTION_COMPLETED, EventType.ORDERS_OWED);
    assertThat(spec.order("-SP-02R2").state()).isEqualTo("OWED");
  }

  @Test
  void aBundleThatIsWithdrawnIsNotDecided() throws NotPossible {
    spec.withdraw(5, "WATER");

    assertThat(decided()).isEmpty();
    assertThat(Bundle.of(spec.file()).get(0).outcome()).isEmpty();
  }

  private void worksCompleted() {
    spec.tell(
        reported(WATER, EventType.CONSTRUCTION_COMPLETED, 8),
        reported(GAS, EventType.CONSTRUCTION_COMPLETED, 8),
        reported(NO + "-ZJ", EventType.DRAWING_REVIEWED, 8, "PASS"),
        reported(NO + "-CG", EventType.ORDER_ACCEPTED, 8));
  }

  private List<String> decided() {
    return spec.last().stream()
        .filter(CaseEvent.BundleDecided.class::isInstance)
        .map(event -> ((CaseEvent.BundleDecided) event).outcome())
        .toList();
  }
}
