package org.lianbao.sandbox.desk;

import java.util.concurrent.atomic.AtomicBoolean;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each order of a book through all its steps, one a pace. A step is written down, then told,
 * then written down as told; what the hub does not acknowledge is told again, unchanged, until it
 * does. So the hub hears every step at least once and in order.
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

  public Progress(String name, OrderBook book, Pacer pacer, Clock clock, Teller teller) {
    this.name = name;
    this.book = book;
    this.pacer = pacer;
    this.clock = clock;
    this.teller = teller;
  }

  /** Sets an order on its way that was taken for the first time. */
  public void begin(Order order) {
    pacer.next(() -> advance(order.orderNo(), 0));
  }

  /** Sets every unfinished order on its way again. */
  public void resume() {
    for (var order : book.unfinished()) {
      if (order.owesNews()) {
        pacer.again(0, () -> advance(order.orderNo(), 0));
      } else {
        begin(order);
      }
    }
  }

  private void advance(String orderNo, int failures) {
    var order = book.find(orderNo).orElseThrow();
    if (!order.owesNews()) {
      order = book.step(orderNo, clock.now());
    }
    try {
      teller.tell(order, order.told());
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
    var told = book.told(orderNo, clock.now());
    if (!book.isFinished(told)) {
      begin(told);
    }
  }
}
