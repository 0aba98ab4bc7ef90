package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.lianbao.application.Changes.Change;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.Cases;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.Told;
import org.lianbao.shared.Json;

/** What holds for any tidings whatever, contradictory ones included. */
class CaseFilePropertyTest {

  private static final List<String> ORDERS = List.of(CaseSpec.WATER, CaseSpec.POWER);
  private static final List<String> ATTRIBUTES =
      List.of(
          "{}",
          "{\"kind\":\"CANCELLED\"}",
          "{\"kind\":\"WITHDRAWN\"}",
          "{\"accessOk\":false}",
          "{\"partnerRef\":\"P-1\"}",
          "{\"partnerRef\":\"P-2\",\"amount\":12.50}");

  @Property(tries = 1000)
  void theFileDependsOnlyOnTheSetOfTidings(
      @ForAll("tidings") List<Told> tidings, @ForAll Random random) {
    var shuffled = new ArrayList<>(tidings);
    tidings.stream().filter(told -> random.nextInt(3) == 0).forEach(shuffled::add);
    Collections.shuffle(shuffled, random);

    assertThat(tell(shuffled).file()).isEqualTo(tell(tidings).file());
  }

  @Property(tries = 300)
  void theFileIsTheFoldOfItsLogAfterEveryTiding(@ForAll("tidings") List<Told> tidings) {
    var log = new ArrayList<>(opening());
    var file = CaseFile.of(log);
    for (var told : tidings) {
      var news = CaseSpec.PROCEDURE.decide(file, told);
      log.addAll(news);
      file = file.after(news);
    }

    assertThat(file).isEqualTo(CaseFile.of(log));
  }

  @Property(tries = 500)
  void theStageNeverGoesBack(@ForAll("tidings") List<Told> tidings) {
    var file = CaseFile.of(opening());
    for (var told : tidings) {
      var after = file.after(CaseSpec.PROCEDURE.decide(file, told));
      assertThat(after.stage()).isGreaterThanOrEqualTo(file.stage());
      file = after;
    }
  }

  @Property(tries = 500)
  void everyAdvanceAndEveryOutcomeIsTold(@ForAll("tidings") List<Told> tidings) {
    var now = Stage.INTAKE;
    String outcome = null;
    var told = tell(tidings);
    for (var event : told.events()) {
      if (event instanceof CaseEvent.StageChanged changed) {
        assertThat(changed.from()).isEqualTo(now);
        assertThat(changed.to()).isGreaterThan(now);
        now = changed.to();
      } else if (event instanceof CaseEvent.CaseClosed closed) {
        assertThat(closed.outcome()).isNotEqualTo(outcome);
        outcome = closed.outcome();
      }
    }

    assertThat(now).isEqualTo(told.file().stage());
    assertThat(outcome).isEqualTo(told.file().outcome().orElse(null));
  }

  @Property(tries = 300)
  void tellingEverythingAgainWritesNothing(@ForAll("tidings") List<Told> tidings) {
    var once = tell(tidings);

    assertThat(tidings)
        .allSatisfy(it -> assertThat(CaseSpec.PROCEDURE.decide(once.file(), it)).isEmpty());
  }

  @Property(tries = 300)
  void everyImpliedMilestoneIsToldOnceAndChangesNothing(@ForAll("tidings") List<Told> tidings) {
    var told = tell(tidings);
    var implied = told.events().stream().filter(CaseFilePropertyTest::implied).toList();
    var reports = told.events().stream().filter(event -> !implied(event)).toList();

    assertThat(implied)
        .extracting(event -> List.of(event.orderNo(), event.type()))
        .doesNotHaveDuplicates();
    assertThat(CaseFile.of(reports)).isEqualTo(told.file());
    var file = told.file();
    for (var order : file.orders().values()) {
      assertThat(told.events())
          .filteredOn(event -> order.orderNo().equals(event.orderNo()))
          .extracting(CaseEvent::type)
          .containsAll(order.milestones().keySet());
    }
  }

  /** What the county decides has its own order; the reports around it may come in any. */
  @Property(tries = 300)
  void betweenTheCountysDecisionsTheOrderOfReportsDoesNotMatter(
      @ForAll("tidings") List<Told> first,
      @ForAll("tidings") List<Told> then,
      @ForAll Decision decision,
      @ForAll Random random) {
    var one = decide(decision, tell(opening(), first));
    var shuffled = new ArrayList<>(first);
    Collections.shuffle(shuffled, random);
    var other = decide(decision, tell(opening(), shuffled));
    assertThat(other.file()).isEqualTo(one.file());

    var again = new ArrayList<>(then);
    Collections.shuffle(again, random);
    var end = tell(one.events(), then);
    assertThat(tell(other.events(), again).file()).isEqualTo(end.file());
    assertThat(CaseFile.of(end.events())).isEqualTo(end.file());
  }

  /** Something the county may decide. */
  enum Decision {
    ADD_HEAT,
    LEAVE_POWER_OUT,
    CHANGE_WATER,
    WITHDRAW_WATER,
    WITHDRAW_ALL,
    ANSWER
  }

  private static Outcome decide(Decision decision, Outcome now) {
    var at = CaseFixture.hour(6);
    try {
      var news =
          switch (decision) {
            case ADD_HEAT -> amend(now.file(), "WATER", "POWER", "HEAT");
            case LEAVE_POWER_OUT -> amend(now.file(), "WATER");
            case CHANGE_WATER -> amend(now.file(), "WATER", "POWER");
            case WITHDRAW_WATER ->
                CaseSpec.PROCEDURE.withdraw(
                    now.file(), new Cases.Withdrawal(List.of("WATER"), "x", at, "county"));
            case WITHDRAW_ALL ->
                CaseSpec.PROCEDURE.withdraw(
                    now.file(), new Cases.Withdrawal(List.of(), "x", at, "county"));
            case ANSWER ->
                CaseSpec.PROCEDURE.correct(
                    now.file(), new Cases.Correction(List.of(), "x", at, "county"));
          };
      var events = new ArrayList<>(now.events());
      events.addAll(news);
      return new Outcome(events, now.file().after(news));
    } catch (NotPossible refused) {
      return now;
    }
  }

  private static List<CaseEvent> amend(CaseFile now, String... services) throws NotPossible {
    var form = CaseFixture.formal("GG1", "YES", services);
    var changes = List.of(new Change("/water/dailyMax", null, null));
    return CaseSpec.PROCEDURE.amend(
        now,
        new Amendment(
            form,
            CaseFixture.hour(6),
            "county",
            changes,
            partner -> partner.equals("water") ? changes : List.of()));
  }

  @Property(tries = 300)
  void everyDistinctReportIsInTheLogOnce(@ForAll("tidings") List<Told> tidings) {
    var reports =
        tell(tidings).events().stream()
            .filter(event -> event instanceof CaseEvent.Reported && !implied(event))
            .count();

    assertThat(reports).isEqualTo(tidings.stream().distinct().count());
  }

  @Provide
  Arbitrary<List<Told>> tidings() {
    var orders = Arbitraries.of(ORDERS);
    var hours = Arbitraries.longs().between(0, 12);
    var reports =
        Combinators.combine(
                orders,
                Arbitraries.of(EventType.values())
                    .filter(it -> EventType.reported(it.name()).isPresent())
                    // The hub's own deliveries come below.
                    .filter(it -> it != EventType.ORDER_DELIVERED && it != EventType.ORDER_REFUSED)
                    // Whom a date is told to depends on what was known by then.
                    .filter(it -> it != EventType.CONNECTION_BOOKED),
                hours,
                Arbitraries.of("PASS", "FAIL", "READY", "CONNECTED", "CANCELLED").injectNull(0.4),
                Arbitraries.of(ATTRIBUTES))
            .as(CaseFilePropertyTest::reported);
    var deliveries =
        Combinators.combine(orders, hours, Arbitraries.of("P-1", "P-3").injectNull(0.5))
            .as(CaseFilePropertyTest::delivered);
    var refusals =
        Combinators.combine(orders, hours, Arbitraries.of("E1", "E2"))
            .as((order, hour, code) -> refused(order, hour, code));
    return Arbitraries.frequencyOf(
            Tuple.of(12, reports), Tuple.of(2, deliveries), Tuple.of(1, refusals))
        .list()
        .ofMaxSize(30);
  }

  private static Told reported(
      String order, EventType type, long hour, String outcome, String attributes) {
    return new Told.Reported(
        order, type, CaseFixture.hour(hour), null, outcome, Json.read(attributes, JsonNode.class));
  }

  private static Told delivered(String order, long hour, String partnerRef) {
    return CaseFixture.delivered(order, hour, partnerRef);
  }

  private static Told refused(String order, long hour, String code) {
    return new Told.Refused(order, CaseFixture.hour(hour), code, "无法接入");
  }

  private static boolean implied(CaseEvent event) {
    return event instanceof CaseEvent.Reported it && it.implied();
  }

  private record Outcome(List<CaseEvent> events, CaseFile file) {}

  private static Outcome tell(List<Told> tidings) {
    return tell(opening(), tidings);
  }

  private static Outcome tell(List<CaseEvent> log, List<Told> tidings) {
    var events = new ArrayList<>(log);
    var file = CaseFile.of(events);
    for (var told : tidings) {
      var news = CaseSpec.PROCEDURE.decide(file, told);
      events.addAll(news);
      file = file.after(news);
    }
    return new Outcome(events, file);
  }

  private static List<CaseEvent> opening() {
    return CaseSpec.opening(CaseFixture.formal("GG1", "YES", "WATER", "POWER"));
  }
}
