package org.lianbao.window;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.CaseReader.CaseView;
import org.lianbao.cases.CaseReader.OrderView;
import org.lianbao.cases.CaseReader.WarningView;
import org.lianbao.cases.Cases;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;
import org.lianbao.cases.Told;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Problem.Fault;
import org.lianbao.shared.Problem.Severity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Records an act in its case, in one commit. */
@Service
class Desk {

  private final Cases cases;
  private final CaseReader reader;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Desk(Cases cases, CaseReader reader, Clock clock, PlatformTransactionManager transactions) {
    this.cases = cases;
    this.reader = reader;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * What the case is after the act.
   *
   * @param recorded whether it is news; the same told again changes nothing
   */
  record Recorded(
      String caseNo, boolean recorded, long lastSeq, String status, List<String> waitingFor) {}

  /**
   * Records what a person tells.
   *
   * @param body as given
   * @throws Refusal with everything that is wrong with it
   */
  Recorded record(String caseNo, Act act, ObjectNode body, Staff.Person by) {
    var before = reader.view(caseNo).orElseThrow(Refusal::unknownCase);
    var now = clock.now();
    var told = told(before, act, body, by, now);
    transaction.executeWithoutResult(status -> cases.tell(caseNo, List.of(told)));
    var after = reader.view(caseNo).orElseThrow(Refusal::unknownCase);
    return new Recorded(
        caseNo,
        after.lastSeq() > before.lastSeq(),
        after.lastSeq(),
        after.status(),
        after.waitingFor());
  }

  private static Told told(CaseView view, Act act, ObjectNode given, Staff.Person by, Instant now) {
    var checked = act.check().check(given);
    var faults = new ArrayList<>(checked.faults());
    if (!faults.isEmpty()) {
      throw Refusal.faulty(faults);
    }
    var body = checked.document();
    var event = act.event(body);
    if (event.isEmpty()) {
      faults.add(
          fault(
              act,
              "/event",
              "UNKNOWN_EVENT",
              "不是单位可报送的事件，请用事件代码如 CONTACT_MADE",
              "is none of the events a partner may report, such as CONTACT_MADE"));
    }
    var orderNo = orderNo(view, act, body, faults);
    if (act == Act.OVERRIDE && !open(view, body)) {
      faults.add(
          fault(
              act,
              "/pointer",
              "NO_WARNING_OPEN",
              "该处没有此代码的未放行提醒，请核对 warnings",
              "has no open warning with this code; see the warnings of the case"));
    }
    var at = act.time() == null || !body.has(act.time()) ? now : time(body, act.time());
    if (at.isAfter(now)) {
      faults.add(
          fault(act, "/" + act.time(), "IN_THE_FUTURE", "不能晚于现在", "must not lie in the future"));
    }
    if (!faults.isEmpty()) {
      throw Refusal.faulty(faults);
    }
    return new Told.Reported(
        orderNo,
        event.get(),
        at,
        null,
        outcome(act, body),
        facts(view, act, body, by),
        Role.WINDOW);
  }

  private static boolean open(CaseView view, ObjectNode override) {
    return view.warnings().stream()
        .filter(WarningView::open)
        .filter(warning -> warning.pointer().equals(override.path("pointer").textValue()))
        .anyMatch(warning -> warning.code().equals(override.path("code").textValue()));
  }

  /** The order it is about: the one named, that of the service named, or else the case itself. */
  private static String orderNo(CaseView view, Act act, ObjectNode body, List<Fault> faults) {
    var named = body.path("orderNo").textValue();
    if (named != null) {
      if (view.orders().stream().map(OrderView::orderNo).noneMatch(named::equals)) {
        faults.add(
            fault(
                act,
                "/orderNo",
                "UNKNOWN_ORDER",
                "该办件没有此工单，请核对 orders 中的编号",
                "is no order of this case; see its orders"));
      }
      return named;
    }
    var service = body.path("service").textValue();
    if (service == null) {
      return view.caseNo();
    }
    return view.orders().stream()
        .filter(order -> service.equals(order.service()))
        .filter(order -> OrderKind.CONNECT.equals(order.kind()))
        .map(OrderView::orderNo)
        .findFirst()
        .orElseGet(
            () -> {
              faults.add(
                  fault(
                      act, "/service", "NOT_ASKED_FOR", "该办件未申请此事项", "is no service of this case"));
              return view.caseNo();
            });
  }

  private static String outcome(Act act, ObjectNode body) {
    return act == Act.ACCEPTANCE_CHOICE
        ? body.path("mode").textValue()
        : body.path("outcome").textValue();
  }

  private static ObjectNode facts(CaseView view, Act act, ObjectNode body, Staff.Person by) {
    var facts = body.<ObjectNode>deepCopy();
    if (act == Act.REPORT) {
      facts.setAll((ObjectNode) facts.withObject("/attributes").deepCopy());
      facts.remove(List.of("attributes", "event"));
    }
    facts.remove(List.of("orderNo", "service", "occurredAt", "outcome"));
    if (act == Act.OVERRIDE) {
      facts.put("revision", view.revision());
    }
    facts.put("recordedBy", by.name());
    return facts;
  }

  private static Instant time(ObjectNode body, String field) {
    return OffsetDateTime.parse(body.path(field).asText()).toInstant();
  }

  private static Fault fault(Act act, String pointer, String code, String zh, String en) {
    var label = act.check().label(pointer);
    return new Fault(pointer, label, code, label + "：" + zh + " / " + en, Severity.ERROR);
  }
}
