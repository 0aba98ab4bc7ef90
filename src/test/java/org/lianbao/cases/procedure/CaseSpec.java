package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.rules.Rulebook;

/** Given a case that was told this, when it is told that, then these events follow. */
final class CaseSpec {

  static final String CASE_NO = "BZ4109282026110900001";
  static final String WATER = CASE_NO + "-W";
  static final String POWER = CASE_NO + "-E";

  /** One partner a service, gas excepted: nobody takes its orders. */
  private static final Map<String, Takers.Taker> TAKERS =
      Map.of(
          "utility:WATER", new Takers.Taker("water", "W"),
          "utility:POWER", new Takers.Taker("power", "E"),
          "utility:HEAT", new Takers.Taker("heat", "H"));

  static final Takers NEIGHBOURS = (role, kind) -> Optional.ofNullable(TAKERS.get(role));

  static final Procedure PROCEDURE = new Procedure(NEIGHBOURS, Rulebook.load());

  private final List<CaseEvent> log;
  private List<CaseEvent> last = List.of();

  private CaseSpec(List<CaseEvent> log) {
    this.log = new ArrayList<>(log);
  }

  static CaseSpec given(Application application, Told... tidings) {
    var spec = new CaseSpec(opening(application));
    spec.last = List.copyOf(spec.log);
    return tidings.length == 0 ? spec : spec.when(tidings);
  }

  /** A formal application for water and power with an external line. */
  static CaseSpec givenWaterAndPower(Told... tidings) {
    return given(CaseFixture.formal("GG1", "YES", "WATER", "POWER"), tidings);
  }

  static CaseSpec givenWater(Told... tidings) {
    return given(CaseFixture.formal("GG1", "YES", "WATER"), tidings);
  }

  static List<CaseEvent> opening(Application application) {
    return PROCEDURE.open(CASE_NO, application, CaseFixture.OPENED);
  }

  CaseSpec when(Told... tidings) {
    last = new ArrayList<>();
    for (var told : tidings) {
      var events = PROCEDURE.decide(file(), told);
      last.addAll(events);
      log.addAll(events);
    }
    return this;
  }

  /** The types of what the last telling led to, in order; an implied one carries a tilde. */
  CaseSpec then(String... expected) {
    assertThat(last).extracting(CaseSpec::shorthand).containsExactly(expected);
    return this;
  }

  CaseSpec thenNothing() {
    assertThat(last).isEmpty();
    return this;
  }

  CaseSpec thenStage(Stage stage) {
    assertThat(file().stage()).isEqualTo(stage);
    return this;
  }

  CaseSpec thenStatus(String status) {
    assertThat(file().status()).isEqualTo(status);
    return this;
  }

  CaseSpec thenOrder(String orderNo, String state) {
    assertThat(order(orderNo).state()).isEqualTo(state);
    return this;
  }

  OrderFile order(String orderNo) {
    return file().order(orderNo).orElseThrow();
  }

  Milestone milestone(String orderNo, EventType type) {
    return order(orderNo).milestone(type).orElseThrow();
  }

  CaseFile file() {
    return CaseFile.of(log);
  }

  List<CaseEvent> last() {
    return last;
  }

  private static String shorthand(CaseEvent event) {
    var implied = event instanceof CaseEvent.Reported reported && reported.implied();
    return (implied ? "~" : "") + event.type().name();
  }
}
