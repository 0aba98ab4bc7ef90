package org.lianbao.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.Format;
import org.lianbao.mapping.MappingContext;
import org.lianbao.mapping.MappingFault;
import org.lianbao.routing.check.Dealings.Call;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.shared.Clock;

/** Takes orders and questions as the partner would, as strictly as its examples allow. */
final class Counter {

  /** What the twin begins to tell by itself. */
  interface Teller {

    /** Begins to report on an order. */
    void begin(TakenOrder order);

    /** Sends one message about an order. */
    void tell(TakenOrder order, Example example);
  }

  private final Script script;
  private final Writer writer;
  private final Map<String, String> settings;
  private final OrderBook book;
  private final Faults faults;
  private final Clock clock;
  private final Teller teller;
  private final Consumer<String> log;

  Counter(
      Script script,
      Writer writer,
      Map<String, String> settings,
      OrderBook book,
      Faults faults,
      Clock clock,
      Teller teller,
      Consumer<String> log) {
    this.script = script;
    this.writer = writer;
    this.settings = settings;
    this.book = book;
    this.faults = faults;
    this.clock = clock;
    this.teller = teller;
    this.log = log;
  }

  /** The answer to what came by this call, with the faults that an answer can have. */
  Reply take(Call call, Map<String, String> headers, byte[] body) {
    var reply = taken(call, headers, body);
    log.accept(call.step() + ": " + reply.why());
    if (reply.answer() == null) {
      return reply;
    }
    var answer = reply.answer();
    if (faults.has(Fault.Kind.HALF_WRITTEN) && call.carrier() != Carrier.TABLE) {
      answer = answer.half();
    }
    if (faults.has(Fault.Kind.MOJIBAKE)) {
      answer = answer.mojibake();
    }
    return new Reply(answer, reply.taken(), reply.why());
  }

  private Reply taken(Call call, Map<String, String> headers, byte[] body) {
    var fault = faulty(call);
    if (fault != null) {
      return answer(call, fault, someOrder(), false, "故障 / fault " + fault.name());
    }
    if (script.beside(call)) {
      return any(call, someOrder(), "另一次调用 / a call beside the order's");
    }
    JsonNode read;
    try {
      read = read(call, headers, body);
    } catch (MappingFault e) {
      return refused(call, someOrder(), "读不出来 / unreadable: " + e.getMessage());
    }
    var known = book.find(read.path("orderNo").asText(null), read.path("partnerRef").asText(null));
    var order =
        known.orElseGet(() -> new TakenOrder(read.path("orderNo").asText(""), null, clock.now()));
    if (read.hasNonNull("answer")) {
      var named = script.example(read.path("answer").asText());
      return answer(call, named, order, false, "不予相信 / not believed: " + named.name());
    }
    if (!call.order()) {
      return known
          .map(it -> asked(call, it))
          .orElseGet(() -> refused(call, order, "没有这个工单 / there is no such order"));
    }
    return known.isPresent() ? again(call, order) : fresh(call, order, read);
  }

  private Reply fresh(Call call, TakenOrder order, JsonNode read) {
    var missing = script.missing(read.path("fields"));
    if (order.orderNo().isBlank() || !missing.isEmpty()) {
      return refused(call, order, "缺少 / missing: " + missing);
    }
    var taken = book.take(order.orderNo(), clock.now());
    book.firstBy(taken.orderNo(), call.step());
    teller.begin(taken);
    var why = "收下 / taken " + taken.orderNo();
    return script.said().taken() == null
        ? new Reply(null, true, why)
        : answer(call, script.example(script.said().taken()), taken, true, why);
  }

  /** Another part of an order it has, or the same once more. */
  private Reply again(Call call, TakenOrder order) {
    var said = script.said();
    var part = book.firstBy(order.orderNo(), call.step());
    var name = part || said.repeated() == null ? said.taken() : said.repeated();
    var why = (part ? "续 / more of " : "已有 / repeated ") + order.orderNo();
    return name == null
        ? new Reply(null, true, why)
        : answer(call, script.example(name), order, true, why);
  }

  private Reply asked(Call call, TakenOrder order) {
    var answers = script.answered(call);
    if (answers.isEmpty()) {
      return any(call, order, "答 / answered");
    }
    var turn = Math.min(book.asked(order), answers.size() - 1);
    if (faults.has(Fault.Kind.OUT_OF_ORDER)) {
      turn = answers.size() - 1 - turn;
    }
    var now = answers.get(turn);
    return answer(call, now, order, true, "答 / answered " + now.name());
  }

  private Reply refused(Call call, TakenOrder order, String why) {
    return script.refused() == null
        ? new Reply(null, false, why)
        : answer(call, script.example(script.refused()), order, false, why);
  }

  /** An answer where the example is one and somebody waits, else a message sent by itself. */
  private Reply answer(Call call, Example example, TakenOrder order, boolean taken, String why) {
    if (script.decides(call, example)) {
      return new Reply(writer.message(example, order, clock.now(), false), taken, why);
    }
    var reads = script.dealings().answeredBy(example.mapping()).flatMap(Call::reader);
    if (reads.isPresent() && call.reader().isPresent()) {
      var withStatus = reads.get().withStatus();
      return new Reply(writer.answer(example, withStatus, order, clock.now()), taken, why);
    }
    if (script.dealings().readBy(example.mapping()).isPresent() && !order.orderNo().isBlank()) {
      teller.tell(order, example);
    }
    return new Reply(null, taken, why);
  }

  /** To a call the conversation says nothing about: what the partner answers when all is well. */
  private Reply any(Call call, TakenOrder order, String why) {
    return script
        .anyAnswer(call)
        .map(example -> answer(call, example, order, true, why))
        .orElseGet(() -> new Reply(null, true, why));
  }

  private Example faulty(Call call) {
    var soap = faults.now(Fault.Kind.SOAP_FAULT).flatMap(fault -> script.soapFault());
    if (soap.isPresent() && Script.reads(call, soap.get())) {
      return soap.get();
    }
    return faults
        .now(Fault.Kind.ERROR_INSIDE)
        .map(fault -> script.example(script.errorInside(fault)))
        .filter(example -> Script.reads(call, example) || script.decides(call, example))
        .orElse(null);
  }

  private JsonNode read(Call call, Map<String, String> headers, byte[] body) {
    var input =
        JsonNodeFactory.instance
            .objectNode()
            .put("text", Format.TEXT.read(body, call.charset()).textValue());
    input.set("message", call.format().read(body, call.charset()));
    var context =
        new MappingContext(
            clock.now(),
            MissingNode.getInstance(),
            headers,
            settings::get,
            () -> UUID.randomUUID().toString());
    return script.mappings().apply(Script.READS, input, context);
  }

  /** Answers without an order still need numbers to put in. */
  private TakenOrder someOrder() {
    return new TakenOrder(script.sampleOrderNo(), script.sampleRef(), clock.now());
  }
}
