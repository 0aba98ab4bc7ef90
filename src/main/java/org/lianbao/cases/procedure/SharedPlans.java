package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.List;
import org.lianbao.cases.OrderKind;

/**
 * The plan of one utility is shared with the other utilities of the case (共享设计方案, S33), and again
 * when it says something else.
 */
record SharedPlans(Takers takers) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    if (before.outcome().isPresent() || now.intent()) {
      return List.of();
    }
    var due = new Due(now, takers);
    for (var plan : Plan.of(now)) {
      plan.shared()
          .ifPresent(
              details ->
                  now.connections()
                      .filter(order -> !order.settled())
                      .filter(order -> !plan.service().equals(order.service()))
                      .forEach(
                          order ->
                              due.add(
                                  order.role(),
                                  OrderKind.SHARE_PLAN,
                                  ending(plan),
                                  null,
                                  details)));
    }
    return due.owedNow(now, at);
  }

  private static String ending(Plan plan) {
    return "-FA-" + plan.service() + (plan.version() == 1 ? "" : "-" + plan.version());
  }
}
