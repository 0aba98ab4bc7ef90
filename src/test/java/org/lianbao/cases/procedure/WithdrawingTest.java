package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lianbao.cases.CaseFixture.application;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;
import static org.lianbao.cases.procedure.CaseSpec.POWER;
import static org.lianbao.cases.procedure.CaseSpec.WATER;
import static org.lianbao.cases.procedure.CaseSpec.given;
import static org.lianbao.cases.procedure.CaseSpec.givenWaterAndPower;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Application;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.procedure.CaseEvent.OrdersOwed;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.shared.Json;

class WithdrawingTest {

  @Test
  void oneServiceWithdrawnEndsItsOrderAndTellsItsUtility() throws NotPossible {
    var spec =
        givenWaterAndPower(delivered(POWER, 1, null))
            .whenWithdrawn(5, "POWER")
            .then("APPLICATION_WITHDRAWN", "ORDER_CLOSED", "ORDERS_OWED")
            .thenOrder(POWER, "CLOSED")
            .thenStatus("OPEN");

    var closed = (Reported) spec.last().get(1);
    assertThat(closed.outcome()).isEqualTo("WITHDRAWN");
    assertThat(closed.source()).isEqualTo("county");
    var order = ((OrdersOwed) spec.last().get(2)).owed().get(0);
    assertThat(order.orderNo()).isEqualTo(POWER + "-CX");
    assertThat(order.details().path("orderNo").asText()).isEqualTo(POWER);
    assertThat(order.details().path("reason").asText()).isEqualTo("项目缓建");
    assertThat(spec.file().services()).containsExactly("WATER");
    spec.when(reported(WATER, EventType.SERVICE_CONNECTED, 9)).thenStatus("PARTIALLY_DONE");
  }

  @Test
  void whoHasNotGotTheOrderYetIsToldOnlyIfItReachesThemAfterAll() throws NotPossible {
    var spec =
        givenWaterAndPower()
            .whenWithdrawn(5, "POWER")
            .then("APPLICATION_WITHDRAWN", "ORDER_CLOSED");

    assertThat(spec.order(POWER).withdrawnUnsent()).isTrue();
    spec.when(delivered(POWER, 6, null)).then("ORDER_DELIVERED", "ORDERS_OWED");
    assertThat(spec.owed()).containsExactly("withdraw E-CX");
    spec.when(reported(POWER, EventType.ORDER_ACCEPTED, 7))
        .then("~ORDER_RECEIVED", "ORDER_ACCEPTED");
  }

  @Test
  void everythingWithdrawnEndsTheCaseAndReleasesEveryDepartment() throws NotPossible {
    Map<String, Takers.Taker> all =
        Map.of(
            "utility:WATER", new Takers.Taker("water", "W"),
            "approval-lead", new Takers.Taker("xzsp", "SP"),
            "drawing-review", new Takers.Taker("zjj", "ZJ"));
    var spec =
        given((role, kind) -> Optional.ofNullable(all.get(role)), works())
            .when(delivered(CASE_NO + "-ZJ", 1, null))
            .whenWithdrawn(5)
            .thenStatus("WITHDRAWN")
            .thenStage(Stage.DONE);

    assertThat(spec.file().orders().values())
        .filteredOn(order -> !order.kind().equals("withdraw"))
        .allMatch(order -> order.state().equals("CLOSED"));
    assertThat(spec.owed()).containsExactly("withdraw ZJ-CX");
  }

  @Test
  void departmentsThatAnotherServiceStillNeedsGoOn() throws NotPossible {
    var form = formal("GG1", "YES", "WATER", "POWER");
    works(form, "{\"service\":\"WATER\",\"roadDug\":true}");
    works(form, "{\"service\":\"POWER\",\"roadDug\":true,\"treeCount\":3}");
    var spec = given(form).whenWithdrawn(5, "POWER");

    assertThat(spec.last())
        .filteredOn(event -> event.type() == EventType.ORDER_CLOSED)
        .extracting(event -> spec.order(event.orderNo()).item())
        .containsExactlyInAnyOrder(null, "LDSM");
  }

  @Test
  void whatIsConnectedOrMadeReadyCannotBeWithdrawn() {
    for (var outcome : new String[] {"CONNECTED", "READY"}) {
      var spec = givenWaterAndPower(reported(WATER, EventType.SERVICE_CONNECTED, 3, outcome));

      assertThatThrownBy(() -> spec.whenWithdrawn(5))
          .isInstanceOf(NotPossible.class)
          .hasMessageStartingWith("供水已接通")
          .hasMessageContaining("water is connected");
    }
  }

  @Test
  void whatWasNeverAskedForAndWhatEndedIsRefusedWithWords() {
    assertThatThrownBy(() -> givenWaterAndPower().whenWithdrawn(5, "HEAT"))
        .hasMessageStartingWith("该办件未申请供暖");
    assertThatThrownBy(() -> givenWaterAndPower().whenWithdrawn(4).whenWithdrawn(5))
        .extracting(it -> ((NotPossible) it).code())
        .isEqualTo("CASE_ENDED");
  }

  @Test
  void aServiceThatWasRefusedOrWithdrawnAlreadyStaysAsItIs() throws NotPossible {
    givenWaterAndPower(reported(POWER, EventType.ORDER_REFUSED, 3))
        .whenWithdrawn(5, "POWER")
        .thenNothing()
        .thenOrder(POWER, "REFUSED");
  }

  @Test
  void anIntentIsWithdrawnLikeAnApplication() throws NotPossible {
    var spec =
        given(application("INTENT", "GG1", "UNKNOWN", "WATER"))
            .when(delivered(CASE_NO + "-W-I", 1, null))
            .whenWithdrawn(5)
            .thenStatus("WITHDRAWN");

    assertThat(spec.owed()).containsExactly("withdraw W-I-CX");
  }

  @Test
  void aCaseWithdrawnAndThenToldOfAConnectionIsDone() throws NotPossible {
    givenWaterAndPower()
        .whenWithdrawn(5)
        .thenStatus("WITHDRAWN")
        .when(reported(WATER, EventType.SERVICE_CONNECTED, 4))
        .thenStatus("PARTIALLY_DONE");
  }

  private static Application works() {
    return works(formal("GG1", "YES", "WATER"), "{\"service\":\"WATER\",\"roadDug\":true}");
  }

  private static Application works(Application form, String item) {
    ((ObjectNode) form.document())
        .withObject("/externalWorks")
        .withArray("items")
        .add(Json.read(item, JsonNode.class));
    return form;
  }
}
