package org.lianbao.twin.conform;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.Format;
import org.lianbao.routing.bench.Attempt;
import org.lianbao.routing.check.Dealings;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.twin.Fault;
import org.lianbao.twin.Fault.Kind;
import org.lianbao.twin.Script;
import org.lianbao.twin.Told;
import org.lianbao.twin.Twin;

/** Each fault that the twin can have, and whether the partner's own mappings meet it. */
final class FaultSteps {

  private static final Set<Carrier> WAITING = Set.of(Carrier.JMS, Carrier.FILE);
  private static final Duration SLOW = Duration.ofMillis(400);
  private static final Duration SILENCE = Duration.ofMillis(900);

  private final Talk talk;
  private final Script script;
  private final Twin twin;

  FaultSteps(Talk talk, Script script, Twin twin) {
    this.talk = talk;
    this.script = script;
    this.twin = twin;
  }

  void all() {
    twin.possible().stream().sorted(Comparator.naturalOrder()).forEach(this::one);
  }

  private void one(Kind kind) {
    var fault = new Fault(kind, kind == Kind.SLOW ? SLOW.toMillis() + "ms" : null);
    talk.step(
        "fault-" + kind.code(),
        "故障：" + kind.zh(),
        "fault: " + kind.en(),
        () -> {
          talk.bench().forgetOrders();
          twin.begin(fault, null);
          try {
            return met(fault);
          } finally {
            twin.clear();
          }
        });
  }

  private Talk.Finding met(Fault fault) {
    var mark = talk.listening().mark();
    var order = talk.fresh();
    var orderNo = order.path("orderNo").asText();
    var attempt = talk.bench().send(order);
    return switch (fault.kind()) {
      case SLOW -> settled(attempt, "DELIVERED");
      case DOWN -> down(attempt, orderNo);
      case ERROR_INSIDE -> errorInside(attempt, orderNo, script.errorInside(fault));
      case SOAP_FAULT -> settled(attempt, meaning(script.soapFault().orElseThrow().name()));
      case DUPLICATE -> {
        var events = events();
        if (viaTables()) {
          yield once(attempt, orderNo, events);
        }
        var twice =
            talk.listening()
                .until(() -> talk.listening().twiceUnderOneId(orderNo, events), talk.patience());
        yield heard(attempt, orderNo, twice, "每个事件两次，编号相同 / each event twice, under one id");
      }
      case OUT_OF_ORDER -> {
        var events = events();
        var all =
            talk.listening().until(() -> talk.listening().all(orderNo, events), talk.patience());
        yield heard(attempt, orderNo, all, "次序不同，事件相同 / the same events in another order");
      }
      case WRONG_SIGNATURE ->
          refused(attempt, orderNo, mark, script.pushed().size(), events(script.pushed()));
      case EDITED -> edited(attempt, orderNo);
      case HALF_WRITTEN, MOJIBAKE -> broken(attempt, orderNo, mark, fault.kind());
    };
  }

  /** The same row twice is known by its key, and heard of once. */
  private Talk.Finding once(Attempt attempt, String orderNo, Set<String> events) {
    var listening = talk.listening();
    var all = listening.until(() -> listening.all(orderNo, events), talk.patience());
    var twice = listening.until(() -> !listening.noneTwice(orderNo), SILENCE);
    return heard(attempt, orderNo, all && !twice, "每个事件一次 / each event once");
  }

  private Talk.Finding edited(Attempt attempt, String orderNo) {
    var listening = talk.listening();
    var rows = script.pushed().size();
    var all =
        listening.until(
            () -> listening.all(orderNo, events()) && listening.edited(orderNo) >= rows,
            talk.patience());
    return heard(
        attempt,
        orderNo,
        all && listening.noneTwice(orderNo),
        "每行的改动报出，不采用 / each edit reported, none applied");
  }

  private Talk.Finding errorInside(Attempt attempt, String orderNo, String example) {
    var found = script.example(example);
    if (script.dealings().answeredBy(found.mapping()).isPresent()) {
      return settled(attempt, meaning(example));
    }
    var events = Listening.events(Script.expected(found));
    var told = talk.listening().until(() -> talk.listening().all(orderNo, events), talk.patience());
    return heard(attempt, orderNo, told, String.join("\n", events));
  }

  private String meaning(String example) {
    return Script.expected(script.example(example)).path("outcome").asText();
  }

  private Talk.Finding settled(Attempt attempt, String outcome) {
    return new Talk.Finding(
        talk.shown().sent(attempt),
        outcome,
        talk.shown().came(attempt),
        attempt.outcome().equals(outcome));
  }

  private Talk.Finding heard(Attempt attempt, String orderNo, boolean holds, String expected) {
    return new Talk.Finding(
        talk.shown().sent(attempt), expected, Shown.events(talk.listening().about(orderNo)), holds);
  }

  /** What is put on a queue or into a folder waits there; anybody else is tried again later. */
  private Talk.Finding down(Attempt attempt, String orderNo) {
    if (script.dealings().calls().stream()
        .anyMatch(call -> call.order() && !WAITING.contains(call.carrier()))) {
      return settled(attempt, "RETRY");
    }
    twin.clear();
    if (script.pushed().isEmpty()) {
      var has = talk.listening().until(() -> twin.has(orderNo), talk.patience());
      return heard(attempt, orderNo, has, "恢复后收下 / taken when it is back");
    }
    var first = Listening.events(Script.expected(script.pushed().get(0)));
    var told = talk.listening().until(() -> talk.listening().all(orderNo, first), talk.patience());
    return heard(attempt, orderNo, told, "恢复后照办 / done when it is back");
  }

  /** A broken answer is the mapping's to find; broken messages come to nothing. */
  private Talk.Finding broken(Attempt attempt, String orderNo, int mark, Kind kind) {
    var answer = script.said().taken();
    if (answer != null && breaks(kind, script.example(answer))) {
      var found = "RETRY".equals(attempt.outcome()) && isFound(attempt, script.example(answer));
      if (!found || script.pushed().isEmpty()) {
        return new Talk.Finding(
            talk.shown().sent(attempt),
            "RETRY，说明位置 / naming the place",
            talk.shown().outcome(attempt),
            found);
      }
    }
    var broken = script.pushed().stream().filter(example -> breaks(kind, example)).toList();
    if (viaTables()) {
      return givenBack(attempt, orderNo, mark, broken);
    }
    return refused(attempt, orderNo, mark, viaFiles() ? 0 : broken.size(), events(broken));
  }

  /** Rows that say too little come to no event; their own state says so. */
  private Talk.Finding givenBack(Attempt attempt, String orderNo, int mark, List<Example> broken) {
    var listening = talk.listening();
    var all =
        listening.until(() -> listening.fruitlessSince(mark) >= broken.size(), talk.patience());
    var events = listening.about(orderNo).stream().filter(item -> item.has("event")).toList();
    return heard(
        attempt,
        orderNo,
        all && events.isEmpty(),
        "不成事件，行上写明 / no event; the rows' own state says so");
  }

  /** By the mapping as it fails; of a sealed answer, which is but text, by what it says. */
  private boolean isFound(Attempt attempt, Example answer) {
    var judgesText =
        script
            .dealings()
            .answeredBy(answer.mapping())
            .flatMap(Dealings.Call::reader)
            .filter(reader -> reader.format() == Format.TEXT)
            .isPresent();
    return "MAPPING".equals(attempt.blame()) || (judgesText && attempt.reason() != null);
  }

  private boolean breaks(Kind kind, Example example) {
    return kind == Kind.HALF_WRITTEN || twin.garbles(example);
  }

  private boolean viaFiles() {
    return via(Carrier::files);
  }

  private boolean viaTables() {
    return via(carrier -> carrier == Carrier.TABLE);
  }

  private boolean via(Predicate<Carrier> carrier) {
    return script.pushed().stream()
        .flatMap(example -> script.dealings().readBy(example.mapping()).stream())
        .map(Dealings.Door::carrier)
        .anyMatch(carrier);
  }

  /** No event comes of what cannot be read or trusted; where somebody waits, he is told so. */
  private Talk.Finding refused(
      Attempt attempt, String orderNo, int mark, int least, Set<String> never) {
    var listening = talk.listening();
    if (least > 0) {
      listening.until(
          () -> listening.refusedSince(mark).size() >= least && answers(orderNo).size() >= least,
          talk.patience());
    } else {
      listening.until(() -> false, SILENCE);
    }
    var events =
        listening.about(orderNo).stream()
            .filter(item -> never.contains(Shown.event(item)))
            .toList();
    var reasons = new LinkedHashSet<String>();
    listening.refusedSince(mark).forEach(it -> reasons.add(it.refused()));
    var answers = answers(orderNo);
    var toldSo = answers.stream().allMatch(this::toldSo);
    return new Talk.Finding(
        answers.isEmpty()
            ? talk.shown().sent(attempt)
            : talk.shown().broken(answers.get(0).body(), charset(answers.get(0))),
        "不成事件，按对方的错误格式退回 / no event; refused in the partner's own error form",
        Shown.events(events) + "\n" + String.join("\n", reasons) + said(answers),
        events.isEmpty() && toldSo && listening.refusedSince(mark).size() >= least);
  }

  private List<Told> answers(String orderNo) {
    return twin.told().stream().filter(it -> it.orderNo().equals(orderNo)).toList();
  }

  /** By a status, or inside a good one by another answer than a good message gets. */
  private boolean toldSo(Told told) {
    var first = twin.told().get(0).orderNo();
    return told.status() == 0
        || told.status() >= 400
        || twin.told().stream()
            .filter(good -> good.orderNo().equals(first))
            .noneMatch(good -> Arrays.equals(good.answer(), told.answer()));
  }

  private String said(List<Told> answers) {
    return answers.stream()
        .filter(it -> it.status() > 0)
        .findFirst()
        .map(it -> "\n\nHTTP " + it.status() + "\n" + talk.shown().broken(it.answer(), charset(it)))
        .orElse("");
  }

  private Charset charset(Told told) {
    return script.example(told.example()).charset();
  }

  private Set<String> events() {
    return events(script.said().tells().stream().map(script::example).toList());
  }

  private static Set<String> events(List<Example> examples) {
    var events = new LinkedHashSet<String>();
    examples.forEach(example -> events.addAll(Listening.events(Script.expected(example))));
    return events;
  }
}
