package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.lianbao.cases.OrderKind;

/**
 * What a case owes at its beginning: orders to partners, and calls where nobody takes the order.
 */
record Due(List<CaseEvent.Owed> orders, List<CaseFile.Call> calls) {

  static Due of(
      String caseNo, Collection<String> services, boolean intent, Instant since, Takers takers) {
    var orders = new ArrayList<CaseEvent.Owed>();
    var calls = new ArrayList<CaseFile.Call>();
    var numbers = new HashSet<String>();
    var kind = intent ? OrderKind.INTENT : OrderKind.CONNECT;
    for (var service : services) {
      var role = "utility:" + service;
      var taker = takers.taking(role, kind);
      if (taker.isEmpty()) {
        calls.add(new CaseFile.Call(role, kind, since));
        continue;
      }
      // An intent and the application that follows it are two orders to the same partner.
      var number = caseNo + "-" + taker.get().suffix() + (intent ? "-I" : "");
      // One company may run two services; its first order has the plain number.
      if (!numbers.add(number)) {
        number += "-" + service;
        numbers.add(number);
      }
      orders.add(new CaseEvent.Owed(number, taker.get().partner(), role, kind));
    }
    return new Due(orders, calls);
  }
}
