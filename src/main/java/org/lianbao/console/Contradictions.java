package org.lianbao.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lianbao.cases.CaseReader.EventView;

/**
 * Reports about one order that cannot both hold: work that goes on after a refusal, an end after
 * the service was connected, a decision turned round. All of them are on record; which one counts
 * the procedure says, and that they contradict each other a person is to see.
 */
final class Contradictions {

  private static final Set<String> REFUSALS = Set.of("ORDER_REFUSED", "ORDER_CLOSED");
  private static final Set<String> WORK =
      Set.of(
          "ORDER_ACCEPTED",
          "SURVEY_COMPLETED",
          "PLAN_COMPLETED",
          "CONTRACT_SIGNED",
          "APPROVAL_ACCEPTED",
          "APPROVAL_DECIDED",
          "DRAWING_REVIEWED",
          "TRAFFIC_CONSENT_GIVEN",
          "CONSTRUCTION_STARTED",
          "CONSTRUCTION_COMPLETED",
          "ACCEPTANCE_DECIDED",
          "SERVICE_CONNECTED");
  private static final Set<String> DECISIONS =
      Set.of("APPROVAL_DECIDED", "DRAWING_REVIEWED", "TRAFFIC_CONSENT_GIVEN", "ACCEPTANCE_DECIDED");

  private Contradictions() {}

  /** The event told later, and the one told before it that it contradicts. */
  record Contradiction(String orderNo, long seq, long contradicts) {}

  /** All there are, in the order in which they came up; of each event only the latest. */
  static List<Contradiction> among(List<EventView> events) {
    var found = new ArrayList<Contradiction>();
    var told = new HashMap<String, List<EventView>>();
    for (var event : events) {
      if (!event.implied()
          && event.orderNo() != null
          && (WORK.contains(event.code()) || REFUSALS.contains(event.code()))) {
        var before = told.computeIfAbsent(event.orderNo(), any -> new ArrayList<>());
        among(before, event)
            .map(other -> new Contradiction(event.orderNo(), event.seq(), other.seq()))
            .ifPresent(found::add);
        before.add(event);
      }
    }
    return found;
  }

  private static Optional<EventView> among(List<EventView> before, EventView event) {
    return before.stream()
        .filter(
            other ->
                other.occurredAt().isAfter(event.occurredAt())
                    ? contradict(event, other)
                    : contradict(other, event))
        .max(Comparator.comparingLong(EventView::seq));
  }

  /** Whether what happened first, by what its source says, rules out what happened later. */
  private static boolean contradict(EventView first, EventView later) {
    if (REFUSALS.contains(first.code())) {
      return WORK.contains(later.code()) && first.occurredAt().isBefore(later.occurredAt());
    }
    if (REFUSALS.contains(later.code())) {
      return first.code().equals("SERVICE_CONNECTED") && !"READY".equals(first.outcome());
    }
    return first.code().equals(later.code())
        && DECISIONS.contains(later.code())
        && turned(first, later);
  }

  /** What failed may be passed later, but an approval that was denied is not granted later. */
  private static boolean turned(EventView first, EventView later) {
    var before = Tone.of(first.outcome());
    var after = Tone.of(later.outcome());
    return before.equals("good") && after.equals("bad")
        || later.code().equals("APPROVAL_DECIDED") && before.equals("bad") && after.equals("good");
  }
}
