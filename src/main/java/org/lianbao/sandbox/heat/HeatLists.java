package org.lianbao.sandbox.heat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.shared.Clock;

/**
 * Writes what came on a day, for reconciliation: files {@code dz/RLBZ_DZ_<day>_<nn>.csv}, the last
 * row of each with the number of rows and of files. Those of today and yesterday are kept up to
 * date.
 */
final class HeatLists {

  private static final int ROWS = 5_000;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss").withZone(Clock.COUNTY);

  private final Path folder;
  private final OrderBook book;
  private final Clock clock;
  private Instant next = Instant.MIN;

  HeatLists(Path root, OrderBook book, Clock clock) throws IOException {
    this.folder = Files.createDirectories(root.resolve("dz"));
    this.book = book;
    this.clock = clock;
  }

  /** Writes the lists, unless they were written just now. */
  void write() throws IOException {
    var now = clock.now();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    var today = now.atZone(Clock.COUNTY).toLocalDate();
    write(today.minusDays(1));
    write(today);
  }

  private void write(LocalDate day) throws IOException {
    var orders = book.takenOn(day);
    var files = Math.max(1, (orders.size() + ROWS - 1) / ROWS);
    for (var number = 1; number <= files; number++) {
      var from = (number - 1) * ROWS;
      var part = orders.subList(from, Math.min(from + ROWS, orders.size()));
      var name =
          "RLBZ_DZ_%s_%02d.csv".formatted(day.format(DateTimeFormatter.BASIC_ISO_DATE), number);
      put(name, text(part, files).getBytes(StrictText.GB18030));
    }
  }

  private String text(List<Order> orders, int files) {
    var text = new StringBuilder(HeatFile.line("申请编号", "受理编号", "接收时间", "环节", "结果", "办理时间"));
    orders.forEach(order -> text.append(row(order)));
    text.append(HeatFile.line("合计", orders.size(), files, "", "", ""));
    return text.toString();
  }

  private String row(Order order) {
    var told = order.told();
    var last = told == 0 ? null : HeatBatches.turn(book, order, told - 1);
    return HeatFile.line(
        order.orderNo(),
        order.reference(),
        SECOND.format(order.acceptedAt()),
        last == null ? "" : last.step(),
        last == null ? "" : last.result(),
        last == null ? "" : HeatBatches.MINUTE.format(order.steps().get(told - 1)));
  }

  private void put(String name, byte[] bytes) throws IOException {
    var part = Files.write(folder.resolve("." + name + ".part"), bytes);
    Files.move(
        part,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
