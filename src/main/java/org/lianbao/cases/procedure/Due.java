package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;

/** Orders a case comes to owe; those that nobody takes are the window's to arrange by hand. */
final class Due {

  private final String caseNo;
  private final Map<String, OrderFile> before;
  private final Takers takers;
  private final Map<String, CaseEvent.Owed> orders = new LinkedHashMap<>();

  Due(String caseNo, Takers takers) {
    this(caseNo, Map.of(), takers);
  }

  /** What a case comes to owe beside the orders it has. */
  Due(CaseFile now, Takers takers) {
    this(now.caseNo(), now.orders(), takers);
  }

  private Due(String caseNo, Map<String, OrderFile> before, Takers takers) {
    this.caseNo = caseNo;
    this.before = before;
    this.takers = takers;
  }

  /** What an application owes the utilities at once: each service to its own. */
  static Due of(String caseNo, Request request, Takers takers) {
    var due = new Due(caseNo, takers);
    request.services().forEach(service -> due.service(service, request.intent()));
    return due;
  }

  List<CaseEvent.Owed> orders() {
    return List.copyOf(orders.values());
  }

  /** The event that brings those of the orders that the case does not have yet. */
  List<CaseEvent> owedNow(CaseFile now, Instant at) {
    var owed =
        orders.values().stream().filter(it -> !now.orders().containsKey(it.orderNo())).toList();
    return owed.isEmpty() ? List.of() : List.of(new CaseEvent.OrdersOwed(at, owed));
  }

  /**
   * Tells whoever has this order something about it. The number is the order's own with an ending;
   * where its partner's system does not take the kind, the window tells it by hand.
   */
  void about(OrderFile order, String kind, String ending, JsonNode details) {
    var taken =
        takers
            .taking(order.role(), kind)
            .filter(taker -> taker.partner().equals(order.partner()))
            .isPresent();
    var number =
        taken || order.byHand()
            ? order.orderNo() + ending
            : caseNo + "-CK" + order.orderNo().substring(caseNo.length()) + ending;
    var partner = taken ? order.partner() : Role.WINDOW;
    orders.put(
        number, new CaseEvent.Owed(number, partner, order.role(), kind, order.item(), details));
  }

  /** Asks a role for something; the ending tells several such orders of one partner apart. */
  void add(String role, String kind, String ending) {
    add(role, kind, ending, null, null);
  }

  /**
   * Asks a role for something that needs an item of approval or details of its own.
   *
   * @return the number it is asked for under
   */
  String add(String role, String kind, String ending, String item, JsonNode details) {
    return add(role, role, kind, ending, item, details);
  }

  /** Asks whoever plays a role, for something that it does in another role. */
  String add(
      String played, String role, String kind, String ending, String item, JsonNode details) {
    var taker = takers.taking(played, kind);
    var number =
        taker
            .map(it -> caseNo + "-" + it.suffix() + ending)
            .orElseGet(() -> caseNo + "-" + byHand(role, kind) + ending);
    // One company may run two services; its first order has the plain number.
    var free = anew(orders.containsKey(number) ? number + "-" + Role.service(role) : number, kind);
    var partner = taker.map(Takers.Taker::partner).orElse(Role.WINDOW);
    orders.put(free, new CaseEvent.Owed(free, partner, role, kind, item, details));
    return free;
  }

  /** Asks for the same under another number. */
  void again(String first, String number) {
    var it = orders.get(first);
    orders.put(
        number,
        new CaseEvent.Owed(number, it.partner(), it.role(), it.kind(), it.item(), it.details()));
  }

  private void service(String service, boolean intent) {
    // An intent and the application that follows it are two orders to the same partner.
    var kind = intent ? OrderKind.INTENT : OrderKind.CONNECT;
    add(Role.utility(service), kind, intent ? "-I" : "");
  }

  /**
   * The number under which something is asked for again that the hub had taken back. An item of
   * approval keeps its place in the bundle.
   */
  private String anew(String number, String kind) {
    var between = kind.equals(OrderKind.APPROVAL) ? "R" : "-";
    return Stream.iterate(1, turn -> turn + 1)
        .map(turn -> turn == 1 ? number : number + between + turn)
        .filter(it -> !before.containsKey(it) || !before.get(it).takenBackByHub())
        .findFirst()
        .orElseThrow();
  }

  /** What stands for the partner's suffix in the number of an order by hand. */
  private static String byHand(String role, String kind) {
    var service = Role.service(role);
    return "CK-" + (service == null ? kind + "-" + role : service);
  }
}
