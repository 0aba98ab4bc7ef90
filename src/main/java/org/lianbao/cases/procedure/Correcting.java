package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lianbao.cases.Cases.Correction;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.OrderKind;

/** Decides what becomes of corrections (补正) that are answered without a changed form. */
record Correcting(Takers takers) {

  /** The orders whose correction is answered, and that their partners are told. */
  List<CaseEvent> decide(CaseFile now, Correction answer) throws NotPossible {
    refuseIfEnded(now);
    var open =
        now.orders().values().stream()
            .filter(
                order ->
                    order.correctionOpen()
                        || answer.orderNos().contains(order.orderNo())
                            && Asking.deniedAt(order).isPresent())
            .toList();
    var numbers = open.stream().map(OrderFile::orderNo).toList();
    var wrong = answer.orderNos().stream().filter(it -> !numbers.contains(it)).toList();
    if (!wrong.isEmpty() || open.isEmpty()) {
      throw new NotPossible(
          "NO_CORRECTION_OPEN",
          "没有待答复的补正" + (wrong.isEmpty() ? "" : "：" + String.join("、", wrong)),
          "no correction is asked for"
              + (wrong.isEmpty() ? "" : " by " + String.join(", ", wrong)));
    }
    var answered =
        open.stream()
            .filter(it -> answer.orderNos().isEmpty() || answer.orderNos().contains(it.orderNo()))
            .toList();
    var facts = JsonNodeFactory.instance.objectNode().put("remark", Facts.normal(answer.remark()));
    var at = Facts.normal(answer.at());
    var events = new ArrayList<CaseEvent>();
    var due = new Due(now.caseNo(), takers);
    for (var order : answered) {
      events.add(completed(order, at, answer.source(), facts));
      if (!order.correctionOpen()) {
        // An item denied is asked for again instead.
        continue;
      }
      var details = facts.deepCopy().put("orderNo", order.orderNo());
      details.put("revision", now.revision()).put("correction", true);
      var turn = order.turns(EventType.CORRECTION_COMPLETED).size() + 1;
      due.about(order, OrderKind.AMEND, "-BZ" + turn, details);
    }
    events.addAll(due.owedNow(now, at));
    return events;
  }

  static void refuseIfEnded(CaseFile now) throws NotPossible {
    if (now.outcome().isPresent()) {
      throw new NotPossible(
          "CASE_ENDED",
          "该办件已办结（" + now.status() + "），不再变更；如需再办，请用新的外部申请号重新申请",
          "the case has ended (" + now.status() + "); apply anew under another upstreamApplyNo");
    }
  }

  /** The report that completes it; the clocks of hub and partner may differ. */
  static CaseEvent completed(OrderFile order, Instant at, String source, JsonNode facts) {
    var asked =
        Stream.concat(
            order.milestone(EventType.CORRECTION_REQUESTED).map(Milestone::occurredAt).stream(),
            Asking.deniedAt(order).stream());
    return new CaseEvent.Reported(
        EventType.CORRECTION_COMPLETED,
        Stream.concat(asked, Stream.of(at)).max(Instant::compareTo).orElseThrow(),
        order.orderNo(),
        null,
        false,
        null,
        Facts.normal(facts),
        source);
  }
}
