package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import org.lianbao.cases.OrderKind;

/**
 * Whoever has an order that was withdrawn is told to stop, also when it turns out only later that
 * the order had reached them.
 */
record WithdrawOrders(Takers takers) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    var due = new Due(now.caseNo(), takers);
    for (var order : now.orders().values()) {
      var withdrawn = order.withdrawn();
      if (withdrawn != null && order.reached() && asksForSomething(order)) {
        var details = JsonNodeFactory.instance.objectNode();
        details.put("orderNo", order.orderNo());
        details.set("reason", withdrawn.attributes().get("reason"));
        due.about(order, OrderKind.WITHDRAW, "-CX", details);
      }
    }
    return due.owedNow(now, at);
  }

  private static boolean asksForSomething(OrderFile order) {
    return order.connects() || order.decides() || order.kind().equals(OrderKind.ACCEPTANCE);
  }
}
