package org.lianbao.twin.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.Partner;
import org.lianbao.routing.bench.Attempt;
import org.lianbao.routing.bench.BenchBroker;
import org.lianbao.routing.bench.RouteBench;
import org.lianbao.routing.check.Dealings;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.shared.Clock;
import org.lianbao.twin.Script;
import org.lianbao.twin.Twin;

/**
 * Holds the conversation of a partner's manifest, through its own routes and mappings, with its
 * real system or with a twin that it starts itself. It needs no running hub.
 */
public final class Conformance {

  private static final Duration PACE = Duration.ofMillis(30);
  private static final String POLL_MS = "200";

  private final Setup setup;
  private final Clock clock = Clock.system();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, String> settings;

  private Conformance(Setup setup) {
    this.setup = setup;
    this.settings = new HashMap<>(setup.settings());
  }

  /**
   * What a conversation needs.
   *
   * @param against the system to talk to; empty starts the partner's twin, faults and all
   * @param settings of the partner, by key
   * @param callbackPort where HTTP callbacks are taken, on loopback; 0 takes any free one
   * @param patience how long the other side may take to tell of an order; zero does not wait, and
   *     skips those steps
   * @param folder for the twin's files and the broker's journal
   * @param mask hides personal data and secrets in a text
   */
  public record Setup(
      Partner partner,
      Path routes,
      Path mappings,
      Dealings dealings,
      Map<String, String> settings,
      Optional<URI> against,
      int callbackPort,
      Duration patience,
      Path folder,
      UnaryOperator<String> mask) {}

  /**
   * Holds the conversation.
   *
   * @throws IOException if it cannot begin: a port is taken, a broker not to be reached
   * @throws IllegalArgumentException if the manifest has no conversation
   */
  public static Report hold(Setup setup) throws IOException {
    var conformance = new Conformance(setup);
    try {
      return conformance.held();
    } finally {
      // The twin before the routes, the routes before the broker.
      conformance.close();
    }
  }

  private Report held() throws IOException {
    var slug = setup.partner().slug();
    var mappings = new PartnerMappings(setup.mappings(), slug);
    var script = new Script(setup.partner(), mappings, setup.dealings());
    var broker = broker();
    var bench = own(new RouteBench(slug, setup.callbackPort()));
    var twin = setup.against().isPresent() ? null : own(twin(mappings, bench, broker));
    if (twin == null) {
      setup.against().ifPresent(this::reach);
    } else {
      settings.putAll(twin.addresses());
    }
    if (settings.containsKey("poll")) {
      settings.put("poll", POLL_MS);
    }
    bench.start(setup.routes(), setup.mappings(), settings, hubBroker(broker));
    var talk =
        new Talk(
            bench,
            new Shown(setup.dealings(), setup.mask()),
            script,
            new OrderNumbers(script.order().document(), clock.now()),
            setup.patience());
    converse(talk, script);
    if (twin != null) {
      new FaultSteps(talk, script, twin).all();
    }
    return new Report(
        slug,
        setup.partner().nameZh(),
        setup.partner().name(),
        setup.against().map(URI::toString).orElse("twin"),
        clock.now(),
        talk.steps());
  }

  private void converse(Talk talk, Script script) {
    var order = talk.fresh();
    var first = new AtomicReference<Attempt>();
    talk.step("order", "送一件工单", "an order", () -> taken(talk, script, order, first));
    for (var name : script.said().tells()) {
      var example = script.example(name);
      talk.step(
          "tells-" + name,
          "对方报来：" + name,
          "it tells: " + name,
          () -> told(talk, example, order.path("orderNo").asText()));
    }
    // Only now: what was sent first has certainly been taken.
    talk.step(
        "repeated",
        "同一工单再送一次",
        "the same order again",
        () -> repeated(talk, script, order, first.get()));
    talk.step("refused", "缺少内容的工单", "an order with something missing", () -> refused(talk, script));
  }

  private static Talk.Finding taken(
      Talk talk, Script script, JsonNode order, AtomicReference<Attempt> first) {
    var attempt = talk.bench().send(order);
    first.set(attempt);
    var numbered = givesNumber(script);
    return new Talk.Finding(
        talk.shown().sent(attempt),
        "DELIVERED" + (numbered ? "，有对方编号 / with a number of its own" : ""),
        talk.shown().came(attempt),
        attempt.outcome().equals("DELIVERED") && (attempt.partnerRef() != null || !numbered));
  }

  private static Talk.Finding repeated(Talk talk, Script script, JsonNode order, Attempt first) {
    var again = talk.bench().send(order);
    var same =
        !givesNumber(script)
            || (again.partnerRef() != null && again.partnerRef().equals(first.partnerRef()));
    return new Talk.Finding(
        talk.shown().sent(again),
        "DELIVERED" + (givesNumber(script) ? "，编号不变 / under the same number" : ""),
        talk.shown().came(again),
        again.outcome().equals("DELIVERED") && same);
  }

  private static boolean givesNumber(Script script) {
    var taken = script.said().taken();
    return taken != null && Script.expected(script.example(taken)).hasNonNull("partnerRef");
  }

  private static Talk.Finding refused(Talk talk, Script script) {
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

  private static Talk.Finding told(Talk talk, Example example, String orderNo) {
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

  private Twin twin(PartnerMappings mappings, RouteBench bench, BenchBroker broker)
      throws IOException {
    return new Twin(
        new Twin.Setup(
            setup.partner(),
            mappings,
            setup.dealings(),
            settings,
            0,
            0,
            URI.create("http://127.0.0.1:" + bench.port()),
            Optional.ofNullable(broker)
                .map(BenchBroker::partner)
                .map(it -> new Twin.Broker(it.url(), it.user(), it.password())),
            setup.folder(),
            PACE,
            line -> {}));
  }

  private BenchBroker broker() throws IOException {
    var queues =
        setup.dealings().calls().stream().anyMatch(call -> call.carrier() == Carrier.JMS)
            || setup.dealings().doors().stream().anyMatch(door -> door.carrier() == Carrier.JMS);
    return queues && setup.against().isEmpty()
        ? own(new BenchBroker(setup.partner(), settings, setup.folder()))
        : null;
  }

  private Optional<RouteBench.Broker> hubBroker(BenchBroker own) {
    return own == null
        ? setup
            .against()
            .filter(uri -> uri.getScheme().equals("tcp"))
            .map(
                uri ->
                    new RouteBench.Broker(
                        uri.toString(),
                        settings.get("broker-user"),
                        settings.get("broker-password")))
        : Optional.of(own.hub());
  }

  /** Points the settings of the partner's address to the system that is to be talked to. */
  private void reach(URI system) {
    for (var call : setup.dealings().calls()) {
      var keys = call.settings();
      if (call.carrier() == Carrier.HTTP && system.getScheme().startsWith("http")) {
        keys.forEach(key -> settings.put(key, system.toString().replaceFirst("/$", "")));
      } else if (call.carrier() == Carrier.SFTP && system.getScheme().equals("sftp")) {
        settings.put(keys.get(0), system.getHost());
        settings.put(keys.get(1), String.valueOf(system.getPort() < 0 ? 22 : system.getPort()));
      }
    }
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  private void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // The report is made; what does not close cleanly ends with the command.
        continue;
      }
    }
  }
}
