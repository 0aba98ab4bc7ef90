package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.formal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import org.lianbao.cases.CaseReader.CaseView;
import org.lianbao.cases.CaseReader.ClockView;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Supervision.Asked;
import org.lianbao.cases.Supervision.Kept;
import org.lianbao.cases.Supervision.Limit;
import org.lianbao.cases.Supervision.Verdict;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/**
 * What holds when of the reports of a journey some are lost, others late, told twice, or in another
 * order than they happened: cases are in no state that cannot be, each limit is one thing alone,
 * and the totals of the figures are what their lists and the pages of the cases show.
 */
class TotalsPropertyTest {

  private static final Instant BEGIN =
      LocalDateTime.parse("2028-03-01T08:30").atZone(Clock.COUNTY).toInstant();
  private static final List<YearMonth> MONTHS =
      IntStream.range(2, 9).mapToObj(month -> YearMonth.of(2028, month)).toList();
  private static final List<String> SERVICES = List.of("WATER", "POWER", "HEAT");
  private static final List<EventType> COURSE =
      List.of(
          EventType.ORDER_DELIVERED,
          EventType.ORDER_RECEIVED,
          EventType.CONTACT_MADE,
          EventType.CLOCK_SUSPENDED,
          EventType.CLOCK_RESUMED,
          EventType.SURVEY_COMPLETED,
          EventType.PLAN_COMPLETED,
          EventType.CONTRACT_SIGNED,
          EventType.CONSTRUCTION_COMPLETED,
          EventType.SITE_RESTORED,
          EventType.CONNECTION_BOOKED,
          EventType.ACCEPTANCE_DECIDED,
          EventType.SERVICE_CONNECTED);

  private static LogFixture hub;
  private static final List<String> CASES = new ArrayList<>();

  enum Fate {
    TOLD,
    TOLD_TWICE,
    LOST
  }

  /**
   * A step of a service's course.
   *
   * @param after minutes after the step before
   * @param late minutes until it is told, if it is
   */
  record Step(int after, int late, Fate fate) {}

  @AfterContainer
  static void stop() {
    if (hub != null) {
      hub.close();
      hub = null;
      CASES.clear();
    }
  }

  @Property(tries = 12)
  void casesAndFiguresHoldWhateverIsLostLateRepeatedOrOutOfOrder(
      @ForAll("journeys") List<List<Step>> journeys) {
    hub = hub == null ? new LogFixture() : hub;
    var caseNo = play(journeys);
    CASES.add(caseNo);

    assertThat(hub.stored(caseNo)).isEqualTo(CaseFile.of(hub.log(caseNo)));
    var view = hub.reader.view(caseNo).orElseThrow();
    isInNoImpossibleState(view);
    var limits = limits();
    eachLimitIsOneThingAlone(view, limits);
    totalsAreTheirLists(limits);
    listsAreWhatTheCasesShow(limits);
  }

  private static void isInNoImpossibleState(CaseView view) {
    assertThat(view.status()).isIn("OPEN", "DONE", "PARTIALLY_DONE");
    assertThat(view.status().equals("OPEN")).isEqualTo(!view.stage().equals("DONE"));
    var connected =
        view.orders().stream()
            .filter(order -> order.kind().equals("connect"))
            .allMatch(order -> order.state().equals("FINISHED"));
    assertThat(view.status().equals("DONE")).isEqualTo(connected);
  }

  private static void eachLimitIsOneThingAlone(CaseView view, List<Limit> limits) {
    assertThat(limits).extracting(TotalsPropertyTest::name).doesNotHaveDuplicates();
    var told = new HashMap<String, String>();
    view.events().stream()
        .filter(event -> event.code().startsWith("SLA_"))
        .forEach(event -> told.put(event.attributes().path("clock").asText(), event.code()));
    for (var clock : view.clocks()) {
      var stopped = clock.stoppedAt();
      switch (clock.state()) {
        case "MET", "MET_LATE_REPORTED" -> assertThat(stopped).isBeforeOrEqualTo(clock.dueAt());
        case "BREACHED" -> assertThat(stopped == null || stopped.isAfter(clock.dueAt())).isTrue();
        case "VOID" -> assertThat(stopped).isBeforeOrEqualTo(clock.dueAt());
        default -> assertThat(stopped).isNull();
      }
      if (clock.calendar() != null) {
        assertThat("SLA_BREACHED".equals(told.get(clock.id())))
            .as(clock.id())
            .isEqualTo(clock.state().equals("BREACHED"));
      }
    }
  }

  private static void totalsAreTheirLists(List<Limit> limits) {
    var kept = MONTHS.stream().flatMap(month -> hub.figures.kept(any(month)).stream()).toList();
    assertThat(sum(kept, Kept::total)).isEqualTo(limits.size());
    assertThat(sum(kept, Kept::onTime)).isEqualTo(count(limits, Verdict.ON_TIME));
    assertThat(sum(kept, Kept::late)).isEqualTo(count(limits, Verdict.LATE));
    assertThat(sum(kept, Kept::open)).isEqualTo(count(limits, Verdict.OPEN));
    assertThat(sum(kept, Kept::lateReported))
        .isEqualTo(limits.stream().filter(Limit::lateReported).count());
    assertThat(limits).extracting(Limit::rule).contains("TEC-01");
    for (var month : MONTHS) {
      for (var one : hub.figures.kept(any(month))) {
        var asked = new Asked(month, one.party(), one.rule(), Verdict.LATE);
        assertThat(hub.figures.limits(asked, 0, Integer.MAX_VALUE)).hasSize((int) one.late());
      }
    }
  }

  private static void listsAreWhatTheCasesShow(List<Limit> limits) {
    var shown =
        CASES.stream()
            .flatMap(caseNo -> hub.reader.view(caseNo).orElseThrow().clocks().stream())
            .filter(clock -> !clock.state().equals("VOID"))
            .map(clock -> name(clock) + " " + verdict(clock))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> listed =
        limits.stream()
            .map(limit -> name(limit) + " " + limit.verdict())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).isEqualTo(shown);
  }

  /** All of the months in which anything of these cases ends. */
  private static List<Limit> limits() {
    return MONTHS.stream()
        .flatMap(month -> hub.figures.limits(any(month), 0, Integer.MAX_VALUE).stream())
        .toList();
  }

  private static Asked any(YearMonth month) {
    return new Asked(month, null, null, null);
  }

  private static String name(Limit limit) {
    return limit.clock() + " " + limit.dueAt() + " " + limit.stoppedAt() + " " + limit.party();
  }

  private static String name(ClockView clock) {
    return clock.id() + " " + clock.dueAt() + " " + clock.stoppedAt() + " " + clock.party();
  }

  private static Verdict verdict(ClockView clock) {
    return switch (clock.state()) {
      case "MET", "MET_LATE_REPORTED" -> Verdict.ON_TIME;
      case "BREACHED" -> Verdict.LATE;
      default -> Verdict.OPEN;
    };
  }

  private static long sum(List<Kept> kept, java.util.function.ToLongFunction<Kept> of) {
    return kept.stream().mapToLong(of).sum();
  }

  private static long count(List<Limit> limits, Verdict verdict) {
    return limits.stream().filter(limit -> limit.verdict() == verdict).count();
  }

  /** Tells what is told in the order in which it comes; between, the watch looks. */
  private static String play(List<List<Step>> journeys) {
    hub.at(BEGIN);
    var caseNo =
        hub.inTransaction(
            () ->
                hub.cases.open(
                    formal(UUID.randomUUID().toString(), "NO", SERVICES.toArray(String[]::new)),
                    Json.mapper().createArrayNode(),
                    BEGIN));
    var coming =
        IntStream.range(0, SERVICES.size())
            .boxed()
            .flatMap(n -> told(caseNo + "-" + List.of("W", "E", "H").get(n), journeys.get(n)))
            .sorted(Comparator.comparing(Tuple.Tuple2::get1))
            .toList();
    for (var next : coming) {
      hub.at(next.get1());
      hub.watch.watch();
      hub.tell(caseNo, next.get2());
    }
    hub.at(BEGIN.plus(Duration.ofDays(100)));
    hub.watch.watch();
    return caseNo;
  }

  private static Stream<Tuple.Tuple2<Instant, Told>> told(String orderNo, List<Step> steps) {
    var told = new ArrayList<Tuple.Tuple2<Instant, Told>>();
    var at = BEGIN;
    for (var n = 0; n < COURSE.size(); n++) {
      var step = steps.get(n);
      at = at.plus(Duration.ofMinutes(step.after()));
      var facts =
          Json.read(
              "{\"roadOccupied\":true,\"at\":\"%s\"}".formatted(at.plus(Duration.ofDays(2))),
              JsonNode.class);
      var type = COURSE.get(n);
      Told report =
          type == EventType.ORDER_DELIVERED
              ? new Told.Delivered(orderNo, at, null)
              : new Told.Reported(orderNo, type, at, null, outcome(type), facts);
      if (step.fate() != Fate.LOST) {
        told.add(Tuple.of(at.plus(Duration.ofMinutes(step.late())), report));
      }
      if (step.fate() == Fate.TOLD_TWICE) {
        told.add(Tuple.of(at.plus(Duration.ofMinutes(step.late() * 3L + 1)), report));
      }
    }
    return told.stream();
  }

  private static String outcome(EventType type) {
    return type == EventType.ACCEPTANCE_DECIDED ? "PASS" : null;
  }

  @Provide
  Arbitrary<List<List<Step>>> journeys() {
    var step =
        Combinators.combine(
                Arbitraries.integers().between(0, 60 * 30),
                Arbitraries.oneOf(
                    Arbitraries.integers().between(0, 60),
                    Arbitraries.integers().between(60, 60 * 96)),
                Arbitraries.frequency(
                    Tuple.of(5, Fate.TOLD), Tuple.of(2, Fate.TOLD_TWICE), Tuple.of(2, Fate.LOST)))
            .as(Step::new);
    return step.list().ofSize(COURSE.size()).list().ofSize(SERVICES.size());
  }
}
