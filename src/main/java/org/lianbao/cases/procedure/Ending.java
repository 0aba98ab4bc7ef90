package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.cases.procedure.OrderFile.End;

/**
 * Which orders end because the applicant no longer asks for what they are about, or the case no
 * longer needs it.
 */
record Ending(CaseFile now, Needed needed, Instant at) {

  private static final String APPLICANT = "APPLICANT";

  /** Mark the closing of an order that ended so, for it may have to be told to its partner. */
  static final Set<String> TAKEN_BACK = Set.of(APPLICANT, CaseEvent.Reported.HUB);

  /** What tells one need of a case from another. */
  record Need(String role, String kind, String item, String service) {

    static Need of(Owed owed) {
      return of(owed.orderNo(), owed.role(), owed.kind(), owed.item());
    }

    static Need of(OrderFile order) {
      return of(order.orderNo(), order.role(), order.kind(), order.item());
    }

    private static Need of(String orderNo, String role, String kind, String item) {
      var filing = Pair.service(orderNo);
      return new Need(role, kind, item, filing == null ? Clearance.replaces(orderNo) : filing);
    }
  }

  /**
   * The open orders that end when the case asks for this instead: those that nothing needs any
   * more, and whatever else the utilities of services left out were asked.
   */
  List<OrderFile> instead(Request asked) {
    var before = needs(now);
    var after = needs(needed.asking(now, asked, at));
    var kept = new HashSet<>(asked.services());
    var left = new HashSet<>(now.services());
    left.removeAll(kept);
    return open()
        .filter(
            order ->
                before.contains(Need.of(order)) && !after.contains(Need.of(order))
                    || left.contains(order.service()))
        .filter(order -> !kept.contains(order.service()))
        .toList();
  }

  /** Every open order: with nothing left to connect nobody is to decide anything. */
  List<OrderFile> everything() {
    return open().toList();
  }

  /** Of these services those that are connected or made ready, in their order. */
  List<String> connected(List<String> services) {
    return services.stream()
        .filter(
            service ->
                now.connection(service)
                    .filter(order -> order.end() == End.READY || order.end() == End.DONE)
                    .isPresent())
        .toList();
  }

  /** The reports that end these orders. */
  static List<CaseEvent> of(List<OrderFile> orders, Instant at, String source, String reason) {
    var facts = JsonNodeFactory.instance.objectNode();
    var by = CaseEvent.Reported.HUB.equals(source) ? source : APPLICANT;
    facts.put("kind", "WITHDRAWN").put("by", by).put("reason", reason);
    return orders.stream()
        .<CaseEvent>map(
            order ->
                new CaseEvent.Reported(
                    EventType.ORDER_CLOSED,
                    at,
                    order.orderNo(),
                    "WITHDRAWN",
                    false,
                    null,
                    Facts.normal(facts),
                    source))
        .toList();
  }

  private Set<Need> needs(CaseFile file) {
    return needed.of(file).stream().map(Need::of).collect(Collectors.toSet());
  }

  private Stream<OrderFile> open() {
    return now.orders().values().stream()
        .filter(order -> now.awaits(order) && !order.kind().equals(OrderKind.WITHDRAW));
  }
}
