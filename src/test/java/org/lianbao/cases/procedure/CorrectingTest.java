package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.POWER;
import static org.lianbao.cases.procedure.CaseSpec.WATER;
import static org.lianbao.cases.procedure.CaseSpec.givenWaterAndPower;

import org.junit.jupiter.api.Test;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.procedure.CaseEvent.OrdersOwed;

class CorrectingTest {

  @Test
  void anAnswerCompletesEveryOpenCorrectionAndTellsWhoAsked() throws NotPossible {
    var spec =
        givenWaterAndPower(
                reported(WATER, EventType.CORRECTION_REQUESTED, 2),
                reported(POWER, EventType.CORRECTION_REQUESTED, 3))
            .whenCorrected(5)
            .then("CORRECTION_COMPLETED", "CORRECTION_COMPLETED", "ORDERS_OWED");

    assertThat(spec.owed()).containsExactly("amend E-BZ1", "amend W-BZ1");
    var details = ((OrdersOwed) spec.last().get(2)).owed().get(0).details();
    assertThat(details.path("remark").asText()).isEqualTo("无需变更");
    assertThat(details.path("orderNo").asText()).isEqualTo(POWER);
    assertThat(spec.order(WATER).correctionOpen()).isFalse();
  }

  @Test
  void aCorrectionAskedForAgainIsAnsweredUnderANewNumber() throws NotPossible {
    var spec =
        givenWaterAndPower(reported(WATER, EventType.CORRECTION_REQUESTED, 2))
            .whenCorrected(3, WATER)
            .when(reported(WATER, EventType.CORRECTION_REQUESTED, 4))
            .whenCorrected(5, WATER);

    assertThat(spec.owed()).containsExactly("amend W-BZ2");
  }

  @Test
  void onlyTheOrderNamedIsAnswered() throws NotPossible {
    var spec =
        givenWaterAndPower(
                reported(WATER, EventType.CORRECTION_REQUESTED, 2),
                reported(POWER, EventType.CORRECTION_REQUESTED, 3))
            .whenCorrected(5, WATER);

    assertThat(spec.order(POWER).correctionOpen()).isTrue();
  }

  @Test
  void anAnswerToAClockThatRunsAheadComesNotBeforeItsQuestion() throws NotPossible {
    var spec =
        givenWaterAndPower(reported(WATER, EventType.CORRECTION_REQUESTED, 9)).whenCorrected(5);

    assertThat(spec.milestone(WATER, EventType.CORRECTION_COMPLETED).occurredAt())
        .isEqualTo(hour(9));
    assertThat(spec.order(WATER).correctionOpen()).isFalse();
  }

  @Test
  void whereNothingIsAskedForThereIsNothingToAnswer() {
    assertThatThrownBy(() -> givenWaterAndPower().whenCorrected(5, WATER))
        .isInstanceOf(NotPossible.class)
        .hasMessage("没有待答复的补正：%1$s / no correction is asked for by %1$s".formatted(WATER));
  }

  @Test
  void aCorrectionOfARefusedOrderIsNotOpen() {
    var spec =
        givenWaterAndPower(
            reported(WATER, EventType.CORRECTION_REQUESTED, 2),
            reported(WATER, EventType.ORDER_REFUSED, 3));

    assertThat(spec.order(WATER).correctionOpen()).isFalse();
  }
}
