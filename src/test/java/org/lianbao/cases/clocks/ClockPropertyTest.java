package org.lianbao.cases.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseEvent.LimitTold;
import org.lianbao.shared.Json;

/** What holds of limits for any reports: late, lost, repeated, out of order, contradictory. */
class ClockPropertyTest {

  private static final List<EventType> TYPES =
      List.of(
          EventType.ORDER_DELIVERED,
          EventType.CONTACT_MADE,
          EventType.CLOCK_SUSPENDED,
          EventType.CLOCK_RESUMED,
          EventType.CORRECTION_REQUESTED,
          EventType.CORRECTION_COMPLETED,
          EventType.SURVEY_SCHEDULED,
          EventType.SURVEY_COMPLETED,
          EventType.PLAN_COMPLETED,
          EventType.CONSTRUCTION_COMPLETED,
          EventType.SITE_RESTORED,
          EventType.CONNECTION_BOOKED,
          EventType.SERVICE_CONNECTED,
          EventType.SUPERVISION_RECORDED,
          EventType.ORDER_REFUSED,
          EventType.ORDER_CLOSED);
  private static final String FACTS =
      "{\"at\":\"2026-03-%02dT09:30:00+08:00\",\"deadline\":\"2026-03-%02d\",\"roadOccupied\":true}";

  /**
   * A report and the hour it comes in after it happened; between two of them the hours pass.
   *
   * @param late negative where it is dated ahead
   */
  record Report(String orderNo, EventType type, int hour, int late, String outcome, int day) {

    Told told() {
      var at = ClockSpec.at("2026-03-04T08:30").plus(Duration.ofHours(hour));
      var facts = Json.read(FACTS.formatted(day, day), JsonNode.class);
      return type == EventType.ORDER_DELIVERED
          ? new Told.Delivered(orderNo, at, null)
          : new Told.Reported(orderNo, type, at, null, outcome, facts);
    }
  }

  @Property(tries = 300)
  void noLimitIsBothMetAndExceededAndEachTurnIsToldOnce(@ForAll("reports") List<Report> reports) {
    var spec = play(reports);

    for (var clock : spec.clocks()) {
      var stopped = clock.stoppedAt();
      switch (clock.state()) {
        case MET, MET_LATE_REPORTED -> assertThat(stopped).isBeforeOrEqualTo(clock.dueAt());
        case BREACHED -> assertThat(stopped == null || stopped.isAfter(clock.dueAt())).isTrue();
        case RUNNING, WARNED, PAUSED -> assertThat(stopped).isNull();
        case VOID -> assertThat(stopped).isBeforeOrEqualTo(clock.dueAt());
      }
      if (clock.limit() != null && clock.limit().charAt(0) != '-') {
        assertThat(clock.effectiveStart()).isBeforeOrEqualTo(clock.dueAt());
      }
    }
    var told = spec.log.stream().filter(LimitTold.class::isInstance).map(LimitTold.class::cast);
    var last = new HashMap<String, LimitTold>();
    var said = new HashSet<List<Object>>();
    told.forEach(
        it -> {
          if (it.type() == EventType.SLA_RECOMPUTED
              || it.type() == EventType.SLA_MET_LATE_REPORTED) {
            // What was told before is taken back by it, and may be told again.
            said.removeIf(key -> key.get(0).equals(it.clock()));
          } else {
            assertThat(said.add(List.of(it.clock(), it.type(), it.dueAt()))).isTrue();
          }
          last.put(it.clock(), it);
        });
    for (var clock : spec.clocks()) {
      var word = last.get(clock.id());
      if (word != null && word.type() == EventType.SLA_BREACHED) {
        assertThat(clock.state()).isEqualTo(ClockState.BREACHED);
      }
      if (clock.state() == ClockState.BREACHED) {
        assertThat(word.type()).isEqualTo(EventType.SLA_BREACHED);
        assertThat(word.dueAt()).isEqualTo(clock.dueAt());
      }
      if (clock.state() == ClockState.MET) {
        assertThat(word == null || word.type() != EventType.SLA_BREACHED).isTrue();
      }
    }
  }

  @Property(tries = 200)
  void whatIsKnownDecidesAndNotTheOrderItCameIn(
      @ForAll("reports") List<Report> reports, @ForAll Random random) {
    var shuffled = new ArrayList<>(reports);
    reports.stream().filter(it -> random.nextInt(3) == 0).forEach(shuffled::add);
    Collections.shuffle(shuffled, random);

    assertThat(bare(shuffled)).isEqualTo(bare(reports));
  }

  /** When each limit ends and when it was stopped, with nobody watching and nothing doubted. */
  private static List<String> bare(List<Report> reports) {
    var spec = ClockSpec.waterAndPower();
    spec.recordedAt(ClockSpec.at("2027-01-01T09:00"));
    reports.forEach(it -> spec.tell(it.told()));
    return spec.clocks().stream()
        .map(it -> it.id() + " " + it.dueAt() + " " + it.stoppedAt() + " " + it.worked())
        .sorted()
        .collect(Collectors.toList());
  }

  private static ClockSpec play(List<Report> reports) {
    var spec = ClockSpec.waterAndPower();
    var now = ClockSpec.at("2026-03-04T08:30");
    for (var report : reports) {
      var comes =
          ClockSpec.at("2026-03-04T08:30").plus(Duration.ofHours(report.hour() + report.late()));
      now = comes.isAfter(now) ? comes : now;
      spec.until(now);
      spec.recordedAt(now);
      spec.tell(report.told());
    }
    return spec.until(now.plus(Duration.ofDays(3))).until(now.plus(Duration.ofDays(30)));
  }

  @Provide
  Arbitrary<List<Report>> reports() {
    return Combinators.combine(
            Arbitraries.of(ClockSpec.WATER, ClockSpec.POWER, ClockSpec.CASE_NO),
            Arbitraries.of(TYPES),
            Arbitraries.integers().between(0, 24 * 14),
            Arbitraries.integers().between(-48, 24 * 5),
            Arbitraries.of("PASS", "RECTIFY_ORDERED", "RECTIFIED", "REVOKED").injectNull(0.4),
            Arbitraries.integers().between(4, 28))
        .as(Report::new)
        .list()
        .ofMaxSize(25);
  }
}
