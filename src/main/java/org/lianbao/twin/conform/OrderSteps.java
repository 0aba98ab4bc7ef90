package org.lianbao.twin.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.lianbao.mapping.Example;
import org.lianbao.routing.bench.Attempt;
import org.lianbao.twin.Script;
import org.lianbao.twin.Twin;

/** The conversation itself: an order, what is told of it, the same again, one that is refused. */
final class OrderSteps {

  private final Talk talk;
  private final Script script;
  private final Optional<Twin> twin;

  OrderSteps(Talk talk, Script script, Optional<Twin> twin) {
    this.talk = talk;
    this.script = script;
    this.twin = twin;
  }

  void all() {
    var order = talk.fresh();
    var first = new AtomicReference<Attempt>();
    talk.step("order", "送一件工单", "an order", () -> taken(order, first));
    for (var name : script.said().tells()) {
      var example = script.example(name);
      talk.step(
          "tells-" + name,
          "对方报来：" + name,
          "it tells: " + name,
          () -> told(example, order.path("orderNo").asText()));
    }
    // Only now: what was sent first has certainly been taken.
    talk.step("repeated", "同一工单再送一次", "the same order again", () -> repeated(order, first.get()));
    talk.step("refused", "缺少内容的工单", "an order with something missing", () -> refused());
  }

  private Talk.Finding taken(JsonNode order, AtomicReference<Attempt> first) {
    var attempt = talk.bench().send(order);
    first.set(attempt);
    var numbered = givesNumber();
    var has = !attempt.outcome().equals("DELIVERED") || isThere(order.path("orderNo").asText());
    return new Talk.Finding(
        talk.shown().sent(attempt),
        "DELIVERED" + (numbered ? "，有对方编号 / with a number of its own" : ""),
        talk.shown().came(attempt) + (has ? "" : "\n替身没有收下 / the twin has not taken it"),
        attempt.outcome().equals("DELIVERED")
            && has
            && (attempt.partnerRef() != null || !numbered));
  }

  /** Where nobody answers or tells, only the twin itself knows; of a real system nobody does. */
  private boolean isThere(String orderNo) {
    var proven = script.said().taken() != null || !script.pushed().isEmpty();
    return proven
        || twin.isEmpty()
        || talk.listening().until(() -> twin.get().has(orderNo), talk.patience());
  }

  private Talk.Finding repeated(JsonNode order, Attempt first) {
    var again = talk.bench().send(order);
    var same =
        !givesNumber()
            || (again.partnerRef() != null && again.partnerRef().equals(first.partnerRef()));
    return new Talk.Finding(
        talk.shown().sent(again),
        "DELIVERED" + (givesNumber() ? "，编号不变 / under the same number" : ""),
        talk.shown().came(again),
        again.outcome().equals("DELIVERED") && same);
  }

  private boolean givesNumber() {
    var taken = script.said().taken();
    return taken != null && Script.expected(script.example(taken)).hasNonNull("partnerRef");
  }

  private Talk.Finding refused() {
    var name = script.refused();
    var incomplete = script.incomplete();
    var unwritable = script.unwritable();
    if (incomplete.isEmpty() && unwritable.isPresent()) {
      return heldBack(talk.fresh(unwritable.get()));
    }
    if (name == null || incomplete.isEmpty()) {
      return Talk.Finding.nothing(
          name == null
              ? "没有退回的办法 / it has no way to refuse"
              : "映射总会填满 / the mapping fills every field");
    }
    var order = talk.fresh(incomplete.get());
    var attempt = talk.bench().send(order);
    var answered = script.dealings().answeredBy(script.example(name).mapping()).isPresent();
    if (answered) {
      return new Talk.Finding(
          talk.shown().sent(attempt),
          "REFUSED",
          talk.shown().came(attempt),
          attempt.outcome().equals("REFUSED"));
    }
    if (talk.patience().isZero()) {
      return Talk.Finding.nothing("不等候 / not waited for");
    }
    var orderNo = order.path("orderNo").asText();
    var events = Listening.events(Script.expected(script.example(name)));
    var listening = talk.listening();
    var refused = listening.until(() -> listening.all(orderNo, events), talk.patience());
    return new Talk.Finding(
        talk.shown().sent(attempt),
        String.join("\n", events),
        Shown.events(listening.about(orderNo)),
        refused);
  }

  /** A row that a table would not hold is never written; the hub itself says why. */
  private Talk.Finding heldBack(JsonNode order) {
    var attempt = talk.bench().send(order);
    var taken = twin.filter(it -> it.has(order.path("orderNo").asText())).isPresent();
    return new Talk.Finding(
        talk.shown().sent(attempt),
        "RETRY MAPPING，一行未写 / not one row written",
        talk.shown().outcome(attempt),
        "MAPPING".equals(attempt.blame()) && attempt.reason() != null && !taken);
  }

  private Talk.Finding told(Example example, String orderNo) {
    if (talk.patience().isZero()) {
      return Talk.Finding.nothing("不等候 / not waited for");
    }
    var events = Listening.events(Script.expected(example));
    var listening = talk.listening();
    var all = listening.until(() -> listening.all(orderNo, events), talk.patience());
    return new Talk.Finding(
        "",
        events.isEmpty() ? "无事件 / no event" : String.join("\n", events),
        Shown.events(listening.about(orderNo)),
        all);
  }
}
