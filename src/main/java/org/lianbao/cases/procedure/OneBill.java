package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;
import org.lianbao.cases.procedure.CaseEvent.Reported;

/**
 * One bill from all quotes, where the applicant wants it: told once, anew only if it changes before
 * it is paid, and paid once; each utility is told its own share (S36).
 */
record OneBill(Takers takers) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    if (!now.request().unifiedBill() || now.intent() || before.outcome().isPresent()) {
      return List.of();
    }
    var told = Bill.told(now);
    var events = new ArrayList<CaseEvent>();
    if (told.flatMap(it -> it.payment(now)).isEmpty()) {
      Bill.due(now, told.map(Bill::no).orElse(0) + 1)
          .filter(bill -> told.filter(bill::asks).isEmpty())
          .ifPresent(bill -> events.addAll(issue(now, bill, at)));
    }
    var file = now.after(events);
    Bill.told(file)
        .ifPresent(
            bill ->
                bill.payment(file)
                    .ifPresent(payment -> events.addAll(book(file, bill, payment, at))));
    return events;
  }

  private List<CaseEvent> issue(CaseFile now, Bill bill, Instant at) {
    var due = new Due(now, takers);
    for (var item : bill.items()) {
      var details = JsonNodeFactory.instance.objectNode().put("billNo", bill.billNo());
      details.put("service", item.service()).put("amount", item.amount());
      details.put("total", bill.total()).put("currency", "CNY");
      due.add(
          Role.utility(item.service()),
          OrderKind.BILL,
          "-ZD" + (bill.no() == 1 ? "" : bill.no()),
          null,
          Facts.normal(details));
    }
    var events = new ArrayList<CaseEvent>();
    events.add(Reported.byHub(EventType.BILL_ISSUED, at, now.caseNo(), null, bill.json()));
    events.addAll(due.owedNow(now, at));
    return events;
  }

  private List<CaseEvent> book(CaseFile now, Bill bill, Milestone payment, Instant at) {
    var events = new ArrayList<CaseEvent>();
    var due = new Due(now, takers);
    for (var item : bill.items()) {
      var facts = JsonNodeFactory.instance.objectNode().put("billNo", bill.billNo());
      facts.put("service", item.service()).put("amount", item.amount());
      now.connections()
          .filter(order -> item.service().equals(order.service()))
          .filter(order -> !order.has(EventType.FEE_PAID))
          .forEach(order -> events.add(paid(order, payment, facts.deepCopy())));
      facts.put("paidAt", payment.occurredAt().toString());
      due.add(Role.utility(item.service()), OrderKind.PAID, "-JF", null, Facts.normal(facts));
    }
    events.addAll(due.owedNow(now, at));
    return events;
  }

  /** What the payment of the bill means for the order of one service. */
  private static CaseEvent paid(OrderFile order, Milestone payment, JsonNode facts) {
    return new Reported(
        EventType.FEE_PAID,
        payment.occurredAt(),
        order.orderNo(),
        null,
        false,
        null,
        Facts.normal(facts),
        Role.WINDOW);
  }
}
