package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Json;

/** What holds of surveys, plans, bills and acceptances in whatever order they are told. */
class JourneyPropertyTest {

  private static final Procedure PROCEDURE = new Procedure(Journey.ALL, Rulebook.load());
  private static final List<String> SURVEYED =
      List.of(
          "{\"externalLine\":true,\"roadDug\":true}",
          "{\"externalLine\":true,\"needsApproval\":true}",
          "{\"externalLine\":false}",
          "{}");
  private static final List<String> PLANS =
      List.of(
          "{\"route\":[[115.02,35.71],[115.022,35.71]],\"roadName\":\"一路\"}",
          "{\"route\":[[115.0205,35.710027],[115.0215,35.710027]],\"roadName\":\"一路\"}",
          "{\"route\":[[115.021,35.709],[115.021,35.711]],\"roadName\":\"二路\"}",
          "{\"roadName\":\"一路\"}");
  private static final List<String> SLOTS =
      List.of(
          "{\"slots\":[{\"from\":\"2026-11-10T08:00:00+08:00\",\"to\":\"2026-11-10T12:00:00+08:00\"}]}",
          "{\"slots\":[{\"from\":\"2026-11-10T11:00:00+08:00\",\"to\":\"2026-11-11T12:00:00+08:00\"}]}");
  private static final List<String> SUMS =
      List.of("{\"amount\":100}", "{\"amount\":\"250.5\"}", "{\"separateBill\":true}");
  private static final List<String> PAYMENTS =
      List.of("{}", "{\"billNo\":\"%s-ZD1\"}".formatted(CASE_NO), "{\"amount\":200}");
  private static final List<String> NONE = List.of("{}");

  private static final Map<EventType, List<String>> ATTRIBUTES =
      new EnumMap<>(
          Map.of(
              EventType.SURVEY_COMPLETED, SURVEYED,
              EventType.PLAN_COMPLETED, PLANS,
              EventType.SLOTS_OFFERED, SLOTS,
              EventType.QUOTE_ISSUED, SUMS,
              EventType.FEE_PAID, PAYMENTS,
              EventType.SURVEY_SCHEDULED, List.of("{\"at\":\"2026-11-12T09:00:00+08:00\"}")));

  @Property(tries = 500)
  void whatIsKnownOfTheServicesDependsOnlyOnTheSetOfTidings(
      @ForAll("tidings") List<Told> any, @ForAll Random random) {
    var tidings = ofOpened(any);
    var shuffled = new ArrayList<>(tidings);
    tidings.stream().filter(told -> random.nextInt(3) == 0).forEach(shuffled::add);
    Collections.shuffle(shuffled, random);

    var one = CaseFile.of(tell(tidings));
    var other = CaseFile.of(tell(shuffled));

    assertThat(known(other)).isEqualTo(known(one));
    assertThat(other.externalLine()).isEqualTo(one.externalLine());
    assertThat(other.jointAcceptance()).isEqualTo(one.jointAcceptance());
    assertThat(Survey.of(other).offers()).isEqualTo(Survey.of(one).offers());
  }

  @Property(tries = 500)
  void theStageGoesBackOnlyWhenALineIsFoundAndEveryChangeIsTold(
      @ForAll("tidings") List<Told> tidings) {
    var file = CaseFile.of(opening());
    for (var told : tidings) {
      var news = PROCEDURE.decide(file, told);
      var after = file.after(news);
      var changes = news.stream().filter(CaseEvent.StageChanged.class::isInstance).toList();
      if (after.stage() == file.stage()) {
        assertThat(changes).isEmpty();
      } else {
        assertThat(changes)
            .containsExactly(
                new CaseEvent.StageChanged(
                    ((CaseEvent.StageChanged) changes.get(0)).occurredAt(),
                    file.stage(),
                    after.stage()));
      }
      if (after.stage().compareTo(file.stage()) < 0) {
        assertThat(after.externalLine() && !file.externalLine() || connectedAfterAll(file, after))
            .isTrue();
      }
      file = after;
    }
  }

  @Property(tries = 500)
  void theFileIsTheFoldOfItsLogAndToldAgainNothingIsWritten(@ForAll("tidings") List<Told> tidings) {
    var log = tell(tidings);
    var file = CaseFile.of(log);

    assertThat(ofOpened(tidings))
        .allSatisfy(it -> assertThat(PROCEDURE.decide(file, it)).isEmpty());
  }

  @Property(tries = 500)
  void noOrderIsOwedTwiceAndNoBillOrProposalToldTwice(@ForAll("tidings") List<Told> tidings) {
    var numbers = new HashSet<String>();
    var decided = new HashMap<EventType, Set<Integer>>();
    for (var event : tell(tidings)) {
      if (event instanceof CaseEvent.OrdersOwed later) {
        assertThat(later.owed()).allSatisfy(it -> assertThat(numbers.add(it.orderNo())).isTrue());
      } else if (event instanceof Reported it
          && (it.type() == EventType.BILL_ISSUED || it.type() == EventType.JOINT_WORKS_PROPOSED)) {
        assertThat(
                decided
                    .computeIfAbsent(it.type(), type -> new HashSet<>())
                    .add(it.attributes().path("no").asInt()))
            .isTrue();
      }
    }
  }

  @Property(tries = 500)
  void aBillSumsUpItsItemsAndIsPaidOnceAtMost(@ForAll("tidings") List<Told> tidings) {
    var log = tell(tidings);
    var file = CaseFile.of(log);
    var payments = file.own().turns(EventType.FEE_PAID).size();
    var bill = Bill.told(file);

    bill.ifPresent(
        it ->
            assertThat(it.total())
                .isEqualByComparingTo(
                    it.items().stream()
                        .map(Bill.Item::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)));
    var booked = bill.flatMap(it -> it.payment(file)).isPresent() ? 1 : 0;
    assertThat(Bill.contradictions(file)).hasSize(payments - booked);
  }

  @Provide
  Arbitrary<List<Told>> tidings() {
    var numbers =
        Arbitraries.of(CASE_NO, Journey.WATER, Journey.GAS, CASE_NO + "-ZJ-YS", CASE_NO + "-SP-01");
    var types =
        Arbitraries.of(
            EnumSet.of(
                EventType.SURVEY_COMPLETED,
                EventType.SURVEY_MISSED,
                EventType.SURVEY_SCHEDULED,
                EventType.SLOTS_OFFERED,
                EventType.PLAN_COMPLETED,
                EventType.QUOTE_ISSUED,
                EventType.FEE_PAID,
                EventType.CONTRACT_SIGNED,
                EventType.CONSTRUCTION_COMPLETED,
                EventType.ACCEPTANCE_CHOSEN,
                EventType.ACCEPTANCE_DECIDED,
                EventType.CONNECTION_BOOKED,
                EventType.SERVICE_CONNECTED,
                EventType.APPROVAL_DECIDED,
                EventType.ORDER_REFUSED));
    var outcomes = Arbitraries.of("PASS", "FAIL", "JOINT", "SINGLE", "READY").injectNull(0.3);
    return Combinators.combine(
            numbers, types, Arbitraries.longs().between(0, 12), outcomes, Arbitraries.integers())
        .as(JourneyPropertyTest::told)
        .list()
        .ofMaxSize(25);
  }

  /** What is told of an order that is not owed yet is told of nothing. */
  private static List<Told> ofOpened(List<Told> tidings) {
    var opened = List.of(CASE_NO, Journey.WATER, Journey.GAS);
    return tidings.stream().filter(it -> opened.contains(((Told.Reported) it).orderNo())).toList();
  }

  private static Told told(String number, EventType type, long hour, String outcome, int choice) {
    var all = ATTRIBUTES.getOrDefault(type, NONE);
    var attributes = all.get(Math.floorMod(choice, all.size()));
    return new Told.Reported(
        number, type, CaseFixture.hour(hour), null, outcome, Json.read(attributes, JsonNode.class));
  }

  /** The reports on the orders of the services, without what the hub made of a payment. */
  private static Map<String, Object> known(CaseFile file) {
    var known = new HashMap<String, Object>();
    for (var number : List.of(Journey.WATER, Journey.GAS)) {
      var order = file.order(number).orElseThrow();
      var reported = new EnumMap<EventType, Milestone>(EventType.class);
      reported.putAll(order.reported());
      reported.remove(EventType.FEE_PAID);
      known.put(number, reported);
    }
    return known;
  }

  /** What had ended with nothing connected is connected, while departments are still at it. */
  private static boolean connectedAfterAll(CaseFile before, CaseFile after) {
    return Set.of("REFUSED", "WITHDRAWN").contains(before.status())
        && after.connections().anyMatch(order -> !order.lost());
  }

  private static List<CaseEvent> tell(List<Told> tidings) {
    var log = new ArrayList<>(opening());
    var file = CaseFile.of(log);
    for (var told : tidings) {
      var news = PROCEDURE.decide(file, told);
      log.addAll(news);
      file = file.after(news);
    }
    assertThat(CaseFile.of(log)).isEqualTo(file);
    return log;
  }

  private static List<CaseEvent> opening() {
    var form =
        Journey.form(
            "NO", it -> it.put("unifiedBill", true).put("acceptanceMode", "JOINT"), "WATER", "GAS");
    return PROCEDURE.open(CASE_NO, form, CaseFixture.OPENED);
  }
}
