package org.lianbao.cases.procedure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lianbao.application.Services;
import org.lianbao.application.Services.Service;
import org.lianbao.cases.Cases.Withdrawal;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.procedure.OrderFile.End;

/** Decides what becomes of a case when services are withdrawn (撤回). */
record Withdrawing(Needed needed) {

  private static final Services SERVICES = Services.load();

  /** What ends by it; nothing where all of it has ended already. */
  List<CaseEvent> decide(CaseFile now, Withdrawal asked) throws NotPossible {
    Correcting.refuseIfEnded(now);
    var named = asked.services().isEmpty() ? now.services() : asked.services();
    var strange = named.stream().filter(it -> now.connection(it).isEmpty()).toList();
    if (!strange.isEmpty()) {
      throw new NotPossible(
          "NOT_ASKED_FOR",
          "该办件未申请" + zh(strange) + "，请核对",
          en(strange) + " is no service of this case");
    }
    var ending = new Ending(now, needed, Facts.normal(asked.at()));
    refuseConnected(ending.connected(named));
    var left = named.stream().filter(service -> open(now, service)).toList();
    if (left.isEmpty()) {
      return List.of();
    }
    var asking = now.request().without(left);
    var nothingToConnect =
        now.connections()
            .filter(order -> !left.contains(order.service()))
            .allMatch(order -> order.end().compareTo(End.READY) < 0 && order.settled());
    var at = Facts.normal(asked.at());
    var reason = Facts.normal(asked.reason());
    var events = new ArrayList<CaseEvent>();
    events.add(new CaseEvent.Withdrawn(at, left, reason, asked.source()));
    events.addAll(
        Ending.of(
            nothingToConnect ? ending.everything() : ending.instead(asking),
            at,
            asked.source(),
            reason));
    return events;
  }

  static void refuseConnected(List<String> connected) throws NotPossible {
    if (!connected.isEmpty()) {
      throw new NotPossible(
          "CONNECTED",
          zh(connected) + "已接通或已具备接通条件，不能撤回，请从撤回或变更中去掉",
          en(connected)
              + " is connected or ready to be and cannot be withdrawn; leave it as it is");
    }
  }

  private static String zh(List<String> codes) {
    return codes.stream().map(it -> named(it, Service::zh)).collect(Collectors.joining("、"));
  }

  private static String en(List<String> codes) {
    return codes.stream().map(it -> named(it, Service::en)).collect(Collectors.joining(", "));
  }

  /** Its name; a code that no service has is told as it is. */
  private static String named(String code, Function<Service, String> name) {
    return SERVICES.find(code).map(name).orElse(code);
  }

  private static boolean open(CaseFile now, String service) {
    return now.connection(service).filter(order -> order.end() == End.OPEN).isPresent();
  }
}
