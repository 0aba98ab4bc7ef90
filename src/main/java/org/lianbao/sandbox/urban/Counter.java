package org.lianbao.sandbox.urban;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Numbering;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.OrderView;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.desk.Progress;
import org.lianbao.sandbox.desk.Scripts;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.shared.Clock;

/** One of the bureau's counters: works plans or acceptances, each with steps of its own. */
final class Counter implements AutoCloseable {

  private final Journal journal;
  private final OrderBook book;
  private final Progress progress;
  private final Clock clock;

  /**
   * Opens the counter; its steps are told as callbacks.
   *
   * @param usual the steps of an order, unless a script says otherwise
   * @param known every step it can take
   */
  Counter(
      Path directory,
      String name,
      String prefix,
      List<Step> usual,
      List<Step> known,
      Scripts scripts,
      Pacer pacer,
      Clock clock,
      Sender sender)
      throws IOException {
    var steps = known.stream().collect(Collectors.toMap(Step::label, Function.identity()));
    this.clock = clock;
    this.journal = Journal.open(directory, name);
    this.book =
        new OrderBook(
            journal,
            new Numbering(prefix),
            usual.stream().map(Step::label).toList(),
            scripts.of(name, steps.keySet()));
    this.progress =
        new Progress(
            name,
            book,
            pacer,
            clock,
            (order, step) ->
                sender.send(
                    steps.get(book.steps(order.orderNo()).get(step)).callback(order, step)));
  }

  /** Sends one callback; returns only when the hub has acknowledged it. */
  @FunctionalInterface
  interface Sender {
    void send(Object params) throws Exception;
  }

  /** Takes a report; the words of the answer and the bureau's number, or the refusal. */
  Answer take(WorksReport report) throws WorksReport.Refusal {
    var taken = book.take(report.lsh(), report.digest(), clock.now());
    if (taken.first()) {
      progress.begin(taken.order());
      return new Answer("接收成功", taken.order().reference());
    }
    if (!taken.order().digest().equals(report.digest())) {
      throw new WorksReport.Refusal("流水号已存在且内容不一致");
    }
    return new Answer("重复报送,原受理号有效", taken.order().reference());
  }

  record Answer(String text, String slh) {}

  void suffer(Faults faults, Garbler garbler) {
    progress.suffer(faults, (order, step) -> garbler.send());
  }

  /** Sends bytes nobody can read. */
  @FunctionalInterface
  interface Garbler {
    void send() throws Exception;
  }

  void resume() {
    progress.resume();
  }

  List<OrderView> orders() {
    return book.view();
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
