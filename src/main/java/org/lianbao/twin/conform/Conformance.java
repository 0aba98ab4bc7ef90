package org.lianbao.twin.conform;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.Partner;
import org.lianbao.routing.bench.BenchBroker;
import org.lianbao.routing.bench.BenchMemory;
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
  private static final List<String> POLLS = List.of("poll", "look-again");

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
    var memory = used(Carrier.TABLE) ? own(new BenchMemory(setup.folder().resolve("bench"))) : null;
    var bench = own(new RouteBench(setup.partner(), setup.callbackPort()));
    var twin = setup.against().isPresent() ? null : own(twin(mappings, bench, broker));
    if (twin == null) {
      setup.against().ifPresent(this::reach);
    } else {
      settings.putAll(twin.addresses());
    }
    POLLS.forEach(key -> settings.computeIfPresent(key, (same, usual) -> POLL_MS));
    bench.start(
        setup.routes(), setup.mappings(), settings, hubBroker(broker), Optional.ofNullable(memory));
    var talk =
        new Talk(
            bench,
            new Shown(setup.dealings(), setup.mask()),
            script,
            new OrderNumbers(script.order().document(), clock.now()),
            setup.patience());
    new OrderSteps(talk, script, Optional.ofNullable(twin)).all();
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
    return used(Carrier.JMS) && setup.against().isEmpty()
        ? own(new BenchBroker(setup.partner(), settings, setup.folder()))
        : null;
  }

  private boolean used(Carrier carrier) {
    return setup.dealings().calls().stream().anyMatch(call -> call.carrier() == carrier)
        || setup.dealings().doors().stream().anyMatch(door -> door.carrier() == carrier);
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
      } else if (call.carrier() == Carrier.FILE && system.getScheme().equals("file")) {
        below(system, keys);
      } else if (call.carrier() == Carrier.TABLE && system.getScheme().equals("jdbc")) {
        settings.put("db-url", system.toString());
      }
    }
    for (var door : setup.dealings().doors()) {
      if (door.carrier() == Carrier.FILE && system.getScheme().equals("file")) {
        below(system, door.settings());
      }
    }
  }

  /** Each folder lies under the key of its setting, as those of a twin do. */
  private void below(URI folder, List<String> keys) {
    keys.forEach(key -> settings.put(key, Path.of(folder.getPath()).resolve(key).toString()));
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
