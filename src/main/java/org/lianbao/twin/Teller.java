package org.lianbao.twin;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.MappingFault;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.shared.Clock;

/** Reports on orders by itself, one message after the other, with the faults messages can have. */
final class Teller implements Counter.Teller, AutoCloseable {

  private static final int TRIES = 20;
  private static final int KEPT = 10_000;

  private final Script script;
  private final Writer writer;
  private final Faults faults;
  private final Clock clock;
  private final Duration pace;
  private final Consumer<String> log;
  private final Function<Carrier, Line> lines;
  private final Slowness slowness;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService work =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            var thread = new Thread(run, "twin-tells");
            thread.setDaemon(true);
            return thread;
          });

  Teller(
      Script script,
      Writer writer,
      Faults faults,
      Slowness slowness,
      Clock clock,
      Duration pace,
      Function<Carrier, Line> lines,
      Consumer<String> log) {
    this.script = script;
    this.writer = writer;
    this.faults = faults;
    this.slowness = slowness;
    this.clock = clock;
    this.pace = pace;
    this.lines = lines;
    this.log = log;
  }

  List<Told> told() {
    return List.copyOf(told);
  }

  @Override
  public void begin(TakenOrder order) {
    var messages = new ArrayList<Example>();
    var times = faults.has(Fault.Kind.DUPLICATE) ? 2 : 1;
    for (var example : script.pushed()) {
      messages.addAll(Collections.nCopies(times, example));
    }
    if (faults.has(Fault.Kind.OUT_OF_ORDER)) {
      Collections.reverse(messages);
    }
    // The same message twice is the same to the second.
    next(order, messages, clock.now(), 1);
  }

  @Override
  public void tell(TakenOrder order, Example example) {
    next(order, List.of(example), clock.now(), 1);
  }

  private void next(TakenOrder order, List<Example> messages, Instant made, int attempt) {
    if (!messages.isEmpty() && !work.isShutdown()) {
      work.schedule(
          () -> send(order, messages, made, attempt),
          pace.toMillis() * Math.min(attempt, 10),
          TimeUnit.MILLISECONDS);
    }
  }

  private void send(TakenOrder order, List<Example> messages, Instant made, int attempt) {
    var example = messages.get(0);
    try {
      slowness.waitIfSlow();
      once(order, example, made);
      next(order, messages.subList(1, messages.size()), made, 1);
    } catch (IOException e) {
      if (attempt < TRIES) {
        next(order, messages, made, attempt + 1);
      } else {
        log.accept("报不出去 / could not tell " + example.name() + ": " + e.getMessage());
      }
    } catch (MappingFault | IllegalArgumentException e) {
      log.accept("样例无法成文 / " + example.name() + " cannot be written: " + e.getMessage());
      next(order, messages.subList(1, messages.size()), made, 1);
    }
  }

  private void once(TakenOrder order, Example example, Instant made) throws IOException {
    var door = script.dealings().readBy(example.mapping()).orElseThrow();
    var forged = faults.has(Fault.Kind.WRONG_SIGNATURE);
    var message = writer.message(example, order, made, forged);
    var half = faults.has(Fault.Kind.HALF_WRITTEN);
    if (half && door.carrier() != Carrier.TABLE) {
      message = message.half();
    }
    if (faults.has(Fault.Kind.MOJIBAKE)) {
      message = message.mojibake();
    }
    var answered = lines.apply(door.carrier()).tell(door, order, message, !half);
    if (told.size() < KEPT) {
      told.add(answered);
    }
    log.accept(
        "报 / told %s %s%s"
            .formatted(
                order.orderNo(),
                example.name(),
                answered.status() == 0 ? "" : " → " + answered.status()));
  }

  @Override
  public void close() {
    work.shutdownNow();
  }
}
