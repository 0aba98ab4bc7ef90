package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lianbao.application.Application;
import org.lianbao.application.Changes;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.Cases;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
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

  static final String COUNTY = "county";

  private final Procedure procedure;
  private final List<CaseEvent> log;
  private Application form;
  private List<CaseEvent> last = List.of();

  private CaseSpec(Procedure procedure, Application form) {
    this.procedure = procedure;
    this.form = form;
    this.log = new ArrayList<>(procedure.open(CASE_NO, form, CaseFixture.OPENED));
  }

  static CaseSpec given(Application application, Told... tidings) {
    return given(NEIGHBOURS, application, tidings);
  }

  static CaseSpec given(Takers takers, Application application, Told... tidings) {
    var spec = new CaseSpec(new Procedure(takers, Rulebook.load()), application);
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
      var events = procedure.decide(file(), told);
      last.addAll(events);
      log.addAll(events);
    }
    return this;
  }

  /** The county sends a changed form; each utility sees its own part of it and the applicant's. */
  CaseSpec whenAmended(long hour, Application changed) throws NotPossible {
    var changes = Changes.between(form.document(), changed.document());
    last =
        procedure.amend(
            file(),
            new Amendment(
                changed,
                CaseFixture.hour(hour),
                COUNTY,
                changes,
                partner -> changes.stream().filter(it -> sees(partner, it.pointer())).toList()));
    form = changed;
    log.addAll(last);
    return this;
  }

  CaseSpec whenWithdrawn(long hour, String... services) throws NotPossible {
    last =
        procedure.withdraw(
            file(),
            new Cases.Withdrawal(List.of(services), "项目缓建", CaseFixture.hour(hour), COUNTY));
    log.addAll(last);
    return this;
  }

  CaseSpec whenCorrected(long hour, String... orderNos) throws NotPossible {
    last =
        procedure.correct(
            file(),
            new Cases.Correction(List.of(orderNos), "无需变更", CaseFixture.hour(hour), COUNTY));
    log.addAll(last);
    return this;
  }

  private static boolean sees(String partner, String pointer) {
    return !Set.of("water", "power", "heat").contains(partner)
        || pointer.startsWith("/applicant")
        || pointer.startsWith("/" + partner);
  }

  /** The orders the last telling came to owe, as kind and number without that of the case. */
  List<String> owed() {
    return last.stream()
        .flatMap(
            event ->
                event instanceof CaseEvent.Amended amended
                    ? amended.owed().stream()
                    : event instanceof CaseEvent.OrdersOwed later
                        ? later.owed().stream()
                        : Stream.of())
        .map(it -> it.kind() + " " + it.orderNo().substring(CASE_NO.length() + 1))
        .toList();
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
