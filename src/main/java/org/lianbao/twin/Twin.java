package org.lianbao.twin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.Partner;
import org.lianbao.routing.check.Dealings;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** A fake of a partner's system, on loopback. */
public final class Twin implements AutoCloseable {

  private final Clock clock = Clock.system();
  private final Script script;
  private final Writer writer;
  private final Faults faults;
  private final OrderBook book;
  private final Teller teller;
  private final Slowness slowness;
  private final Map<Carrier, Line> lines = new EnumMap<>(Carrier.class);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final FaultDoor door;
  private volatile URI hub;

  /**
   * What a twin needs to know.
   *
   * @param settings of the partner, by key: the secrets it shares with the hub, its keys
   * @param port where it listens; 0 takes any free one
   * @param adminPort of the door to its faults; 0 takes any free one
   * @param hub where its callbacks go, without the path
   * @param broker where it finds its queues, if it speaks over queues
   * @param folder for files, if it speaks by files
   * @param pace between two messages it sends by itself
   * @param log told in words what happens; no personal data
   */
  public record Setup(
      Partner partner,
      PartnerMappings mappings,
      Dealings dealings,
      Map<String, String> settings,
      int port,
      int adminPort,
      URI hub,
      Optional<Broker> broker,
      Path folder,
      Duration pace,
      Consumer<String> log) {}

  /** A broker and an account on it. */
  public record Broker(String url, String user, String password) {}

  /**
   * Starts a twin.
   *
   * @throws IOException with a message for people if it cannot listen or connect
   * @throws IllegalArgumentException if the manifest has no conversation, or one that {@code check}
   *     has findings about
   */
  public Twin(Setup setup) throws IOException {
    this.script = new Script(setup.partner(), setup.mappings(), setup.dealings());
    this.hub = setup.hub();
    var possible = EnumSet.noneOf(Fault.Kind.class);
    this.faults = new Faults(clock, possible);
    this.slowness = new Slowness(faults);
    this.book = new OrderBook(script.sampleRef());
    this.writer = new Writer(script, setup.settings());
    this.teller =
        new Teller(script, writer, faults, slowness, clock, setup.pace(), lines::get, setup.log());
    var counter =
        new Counter(script, writer, setup.settings(), book, faults, clock, teller, setup.log());
    try {
      Lines.make(
          setup, counter, faults, slowness, () -> hub, script.soapFault().isPresent(), lines);
      possible.addAll(kinds());
      for (var line : lines.values()) {
        line.open();
      }
      this.door = new FaultDoor(this, setup.adminPort());
    } catch (IOException | RuntimeException e) {
      closeLines();
      throw e;
    }
  }

  /** What the transports can do, and what only those who send something by themselves can. */
  private Set<Fault.Kind> kinds() {
    var possible = EnumSet.noneOf(Fault.Kind.class);
    lines.values().forEach(line -> possible.addAll(line.faults()));
    var said = script.said();
    if (said.busy() == null && (script.refused() == null || !answersWith(script.refused()))) {
      possible.remove(Fault.Kind.ERROR_INSIDE);
    }
    if (said.taken() == null && script.pushed().isEmpty()) {
      possible.remove(Fault.Kind.HALF_WRITTEN);
    }
    var spoken = Stream.concat(Stream.ofNullable(said.taken()), said.tells().stream());
    if (spoken.map(script::example).noneMatch(this::garbles)) {
      possible.remove(Fault.Kind.MOJIBAKE);
    }
    var pushed = script.pushed();
    if (pushed.isEmpty()) {
      possible.remove(Fault.Kind.EDITED);
    } else {
      possible.add(Fault.Kind.DUPLICATE);
    }
    if (said.tells().size() > 1) {
      possible.add(Fault.Kind.OUT_OF_ORDER);
    }
    if (pushed.stream().anyMatch(example -> writer.signed(example, clock.now()))) {
      possible.add(Fault.Kind.WRONG_SIGNATURE);
    }
    return possible;
  }

  private boolean answersWith(String example) {
    return script.isAnswer(script.example(example));
  }

  /** Whether bytes of another character set can be told by whoever reads this example's message. */
  public boolean garbles(Example example) {
    return writer.garbled(example, clock.now());
  }

  /** The settings by which the partner's routes reach this twin. */
  public Map<String, String> addresses() {
    var addresses = new HashMap<String, String>();
    lines.values().forEach(line -> addresses.putAll(line.settings()));
    return addresses;
  }

  /** Where it is reached, for people. */
  public List<String> places() {
    return lines.values().stream().map(Line::address).toList();
  }

  /** The port of the door to its faults. */
  public int adminPort() {
    return door.port();
  }

  /** The faults that a system of this kind can have. */
  public Set<Fault.Kind> possible() {
    return Set.copyOf(faults.possible());
  }

  /**
   * Begins a fault.
   *
   * @param length how long it lasts; {@code null} until {@link #clear}
   * @throws IllegalArgumentException if this system cannot have it or its argument does not fit;
   *     the text names what it can have
   */
  public void begin(Fault fault, Duration length) {
    if (fault.kind() == Fault.Kind.SLOW) {
      Slowness.time(fault);
    }
    if (fault.kind() == Fault.Kind.ERROR_INSIDE && fault.argument() != null) {
      script.example(fault.argument());
    }
    faults.begin(fault, length);
    if (fault.kind() == Fault.Kind.DOWN) {
      lines.values().forEach(Line::hangUp);
      if (length != null) {
        timer.schedule(this::comeBack, length.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Ends all faults. */
  public void clear() {
    faults.clear();
    comeBack();
  }

  private void comeBack() {
    for (var line : lines.values()) {
      try {
        line.open();
      } catch (IOException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
  }

  /** Whether it has taken this order. */
  public boolean has(String orderNo) {
    return book.find(orderNo, null).isPresent();
  }

  /** What it has sent by itself so far. */
  public List<Told> told() {
    return teller.told();
  }

  JsonNode state() {
    var state = Json.mapper().createObjectNode().put("partner", script.partner().slug());
    state.set("at", Json.mapper().valueToTree(places()));
    state.set(
        "possible",
        Json.mapper()
            .valueToTree(faults.possible().stream().sorted().map(Fault.Kind::code).toList()));
    var now = state.putArray("faults");
    faults
        .all()
        .forEach(
            fault ->
                now.addObject().put("fault", fault.kind().code()).put("arg", fault.argument()));
    var orders = state.putArray("orders");
    book.all()
        .forEach(
            order ->
                orders
                    .addObject()
                    .put("orderNo", order.orderNo())
                    .put("partnerRef", order.partnerRef()));
    state.put("told", teller.told().size());
    return state;
  }

  @Override
  public void close() {
    door.close();
    closeLines();
  }

  private void closeLines() {
    slowness.letGo();
    teller.close();
    timer.shutdownNow();
    lines.values().forEach(Line::close);
  }
}
