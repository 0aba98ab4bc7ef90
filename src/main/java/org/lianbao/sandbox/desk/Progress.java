package org.lianbao.sandbox.desk;

import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each order of a book through all its steps, one a pace. A step is written down, then told,
 * then written down as told; what the hub does not acknowledge is told again, unchanged, until it
 * does. So the hub hears every step at least once and, but for faults, in order.
 */
public final class Progress {

  /** Tells the hub of one step; returns only when the hub has acknowledged it. */
  @FunctionalInterface
  public interface Teller {

    void tell(Order order, int step) throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private final String name;
  private final OrderBook book;
  private final Pacer pacer;
  private final Clock clock;
  private final Teller teller;
  private final AtomicBoolean deaf = new AtomicBoolean();
  private Faults faults = Faults.none();
  private Teller rubbish = (order, step) -> {};

  public Progress(String name, OrderBook book, Pacer pacer, Clock clock, Teller teller) {
    this.name = name;
    this.book = book;
    this.pacer = pacer;
    this.clock = clock;
    this.teller = teller;
  }

  /**
   * Lets its reports suffer from faults.
   *
   * @param garbler sends bytes nobody can read in the place of a report, and does not mind what
   *     becomes of them
   */
  public void suffer(Faults itsFaults, Teller garbler) {
    faults = itsFaults;
    rubbish = garbler;
  }

  /** Sets an order on its way that was taken for the first time. */
  public void begin(Order order) {
    pacer.after(pacer.pace().plus(faults.delay()), () -> advance(order.orderNo(), 0));
  }

  /** Sets every unfinished order on its way again. */
  public void resume() {
    for (var order : book.underway()) {
      if (order.owesNews()) {
        pacer.again(0, () -> advance(order.orderNo(), 0));
      } else {
        begin(order);
      }
    }
  }

  private void advance(String orderNo, int failures) {
    if (faults.has(FaultKind.DOWN)) {
      pacer.again(failures, () -> advance(orderNo, failures + 1));
      return;
    }
    var known = book.find(orderNo);
    if (known.isEmpty()) {
      // It was lost meanwhile.
      return;
    }
    var found = known.get();
    if (book.isFinished(found)) {
      if (book.mayGoOn(found)) {
        begin(found);
      }
      return;
    }
    var order = taken(found);
    try {
      tell(order);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (Exception e) {
      if (deaf.compareAndSet(false, true)) {
        LOG.warn("{}: the hub does not acknowledge, trying on: {}", name, e.toString());
      }
      pacer.again(failures, () -> advance(orderNo, failures + 1));
      return;
    }
    if (deaf.compareAndSet(true, false)) {
      LOG.info("{}: the hub acknowledges again", name);
    }
    var told = order;
    while (told.owesNews()) {
      told = book.told(orderNo, clock.now());
    }
    if (!book.isFinished(told) || book.mayGoOn(told)) {
      begin(told);
    }
  }

  /** The order with a step to tell; with a second one where the later is to be told first. */
  private Order taken(Order found) {
    var order = found.owesNews() ? found : book.step(found.orderNo(), clock.now());
    var single = order.steps().size() - order.told() == 1;
    return single
            && faults.has(FaultKind.REORDER)
            && order.steps().size() < book.steps(order.orderNo()).size()
        ? book.step(order.orderNo(), clock.now())
        : order;
  }

  private void tell(Order order) throws Exception {
    var owed =
        IntStream.range(order.told(), order.steps().size()).boxed().collect(Collectors.toList());
    if (faults.has(FaultKind.REORDER)) {
      Collections.reverse(owed);
    }
    for (var step : owed) {
      if (faults.has(FaultKind.GARBAGE)) {
        rubbish.tell(order, step);
      }
      teller.tell(order, step);
      if (faults.has(FaultKind.DUPLICATE)) {
        teller.tell(order, step);
      }
    }
  }
}
