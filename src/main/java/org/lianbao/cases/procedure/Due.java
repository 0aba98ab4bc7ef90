package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lianbao.application.Application;
import org.lianbao.application.ApprovalItems;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;

/** What a case comes to owe: orders to partners, and calls where nobody takes the order. */
final class Due {

  private static final ApprovalItems ITEMS = ApprovalItems.load();

  private final String caseNo;
  private final Instant since;
  private final Takers takers;
  private final List<CaseEvent.Owed> orders = new ArrayList<>();
  private final List<CaseFile.Call> calls = new ArrayList<>();
  private final Set<String> numbers = new HashSet<>();

  private Due(String caseNo, Instant since, Takers takers) {
    this.caseNo = caseNo;
    this.since = since;
    this.takers = takers;
  }

  /**
   * What an application owes at once: each service to its utility, and, where its external works
   * need them, the departments at the same moment (S32, S64).
   */
  static Due of(String caseNo, Application application, Instant since, Takers takers) {
    var due = new Due(caseNo, since, takers);
    var intent = "INTENT".equals(application.applyType());
    application.services().forEach(service -> due.service(service, intent));
    if (!intent) {
      due.departments(application);
    }
    return due;
  }

  /** What works that are completed owe: whoever accepts them jointly is asked to (S57, A1). */
  static Due ofCompletedWorks(CaseFile file, Instant since, Takers takers) {
    var due = new Due(file.caseNo(), since, takers);
    due.add(Role.ACCEPTANCE_LEAD, OrderKind.ACCEPTANCE, "-YS", null);
    due.add(Role.URBAN_MANAGEMENT, OrderKind.ACCEPTANCE, "-YS", null);
    return due;
  }

  List<CaseEvent.Owed> orders() {
    return List.copyOf(orders);
  }

  List<CaseFile.Call> calls() {
    return List.copyOf(calls);
  }

  private void service(String service, boolean intent) {
    // An intent and the application that follows it are two orders to the same partner.
    var kind = intent ? OrderKind.INTENT : OrderKind.CONNECT;
    var role = Role.utility(service);
    takers
        .taking(role, kind)
        .ifPresentOrElse(
            taker -> {
              var number = caseNo + "-" + taker.suffix() + (intent ? "-I" : "");
              // One company may run two services; its first order has the plain number.
              var free = numbers.add(number) ? number : number + "-" + service;
              numbers.add(free);
              orders.add(new CaseEvent.Owed(free, taker.partner(), role, kind, null));
            },
            () -> calls.add(new CaseFile.Call(role, kind, since)));
  }

  private void departments(Application application) {
    var works = application.works();
    if (!works.described()) {
      return;
    }
    var place = 0;
    for (var item : ITEMS.neededBy(works, application.appliedOn(since))) {
      place++;
      add(Role.APPROVAL_LEAD, OrderKind.APPROVAL, "-%02d".formatted(place), item.code());
    }
    add(Role.DRAWING_REVIEW, OrderKind.DRAWING_REVIEW, "", null);
    if (works.any("roadOccupied") || works.any("roadDug") || works.any("greenArea")) {
      add(Role.URBAN_MANAGEMENT, OrderKind.WORKS_PLAN, "", null);
    }
    if (works.any("affectsTraffic")) {
      add(Role.TRAFFIC_POLICE, OrderKind.TRAFFIC_CONSENT, "", null);
    }
  }

  private void add(String role, String kind, String ending, String item) {
    var taker = takers.taking(role, kind);
    if (taker.isPresent()) {
      var number = caseNo + "-" + taker.get().suffix() + ending;
      orders.add(new CaseEvent.Owed(number, taker.get().partner(), role, kind, item));
    } else {
      var call = new CaseFile.Call(role, kind, since);
      if (!calls.contains(call)) {
        calls.add(call);
      }
    }
  }
}
