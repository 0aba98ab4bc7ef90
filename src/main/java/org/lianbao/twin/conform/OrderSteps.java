package org.lianbao.twin.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicReference;
import org.lianbao.mapping.Example;
import org.lianbao.routing.bench.Attempt;
import org.lianbao.twin.Script;

/** The conversation itself: an order, what is told of it, the same again, one that is refused. */
final class OrderSteps {

  private final Talk talk;
  private final Script script;

  OrderSteps(Talk talk, Script script) {
    this.talk = talk;
    this.script = script;
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
    return new Talk.Finding(
        talk.shown().sent(attempt),
        "DELIVERED" + (numbered ? "，有对方编号 / with a number of its own" : ""),
        talk.shown().came(attempt),
        attempt.outcome().equals("DELIVERED") && (attempt.partnerRef() != null || !numbered));
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
    var name = script.said().refused();
    var incomplete = script.incomplete();
    if (name == null || incomplete.isEmpty()) {
      return Talk.Finding.nothing(
          name == null
              ? "清单没有写怎样退回 / the manifest names no refusal"
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
    var listening = talk.listening();
    var refused =
        listening.until(
            () ->
                listening.about(orderNo).stream()
                    .anyMatch(item -> item.path("event").asText().equals("ORDER_REFUSED")),
            talk.patience());
    return new Talk.Finding(
        talk.shown().sent(attempt),
        "ORDER_REFUSED",
        Shown.events(listening.about(orderNo)),
        refused);
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
