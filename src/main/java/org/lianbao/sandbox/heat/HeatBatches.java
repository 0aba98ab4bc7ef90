package org.lianbao.sandbox.heat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.Turn;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.fault.FaultyDoor;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.shared.Clock;

/**
 * Writes the status batches. The company's habits: minutes only, the last row of the batch before
 * repeated first, two blank lines at the end, and the file visible half-written until its seal.
 */
final class HeatBatches {

  static final List<String> STEPS =
      List.of("接件", "勘察", "方案", "报价", "签约", "缴费", "施工", "验收", "具备供暖条件", "通暖");

  /** Every step the company can take. */
  static final Set<String> CODES =
      Set.of("接件", "勘察", "方案", "报价", "签约", "缴费", "施工", "恢复", "验收", "具备供暖条件", "通暖", "退回", "终止");

  private static final List<String> JUDGED = List.of("勘察", "恢复", "验收", "具备供暖条件");
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm").withZone(Clock.COUNTY);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(Clock.COUNTY);

  private final Path out;
  private final OrderBook book;
  private final Journal journal;
  private final Clock clock;
  private String lastRow = "";
  private String lastName = "";
  private Faults faults = Faults.none();

  HeatBatches(Path root, OrderBook book, Journal journal, Clock clock) throws IOException {
    this.out = Files.createDirectories(root.resolve("out"));
    this.book = book;
    this.journal = journal;
    this.clock = clock;
    journal.replay(
        line -> {
          if (line.path("what").asText().equals("batch")) {
            lastRow = line.path("lastRow").asText();
            lastName = line.path("name").asText();
          }
        });
  }

  void suffer(Faults its) {
    faults = its;
  }

  /** A step of an order that a batch tells. */
  record News(Order order, int step) {}

  /** A batch of which the first half is on the disk. */
  record Half(Path csv, byte[] bytes, int rows, List<News> news) {}

  /**
   * Takes every unfinished order one step on and writes the first half of a batch with the news.
   *
   * @return {@code null} if there is no news
   */
  Half begin() throws IOException {
    var now = clock.now();
    var news = news(now);
    if (news.isEmpty()) {
      return null;
    }
    if (faults.has(FaultKind.GARBAGE)) {
      var unreadable = out.resolve(name(now) + ".csv");
      Files.write(unreadable, FaultyDoor.garbage());
      HeatFile.seal(unreadable, 1, FaultyDoor.garbage());
    }
    var copies = faults.has(FaultKind.DUPLICATE) ? 2 : 1;
    var text = new StringBuilder(HeatFile.line("申请编号", "环节", "结果", "办理时间", "办理人", "说明"));
    text.append(lastRow);
    news.forEach(each -> text.append(row(each).repeat(copies)));
    text.append("\r\n\r\n");
    var bytes = text.toString().getBytes(StrictText.GB18030);
    var csv = out.resolve(name(now) + ".csv");
    Files.write(csv, Arrays.copyOf(bytes, bytes.length / 2));
    return new Half(csv, bytes, copies * news.size() + (lastRow.isEmpty() ? 0 : 1), news);
  }

  private List<News> news(Instant now) {
    var backwards = faults.has(FaultKind.REORDER);
    var news = new ArrayList<News>();
    for (var unfinished : book.unfinished()) {
      // A step that was taken but whose batch was never sealed is told first.
      var order = unfinished.owesNews() ? unfinished : book.step(unfinished.orderNo(), now);
      if (backwards && order.steps().size() < book.steps(order.orderNo()).size()) {
        order = book.step(order.orderNo(), now);
      }
      for (var step = order.told(); step < order.steps().size(); step++) {
        news.add(new News(order, step));
      }
    }
    if (backwards) {
      Collections.reverse(news);
    }
    return news;
  }

  /** Writes the second half and the seal, then writes down what has been told. */
  void finish(Half half) throws IOException {
    var from = half.bytes.length / 2;
    var rest = Arrays.copyOfRange(half.bytes, from, half.bytes.length);
    Files.write(half.csv, rest, StandardOpenOption.APPEND);
    HeatFile.seal(half.csv, half.rows, half.bytes);
    lastRow = row(half.news.get(half.news.size() - 1));
    lastName = HeatFile.stem(half.csv);
    journal.append(Map.of("what", "batch", "name", lastName, "lastRow", lastRow));
    var now = clock.now();
    half.news.forEach(each -> book.told(each.order.orderNo(), now));
  }

  private String row(News news) {
    var turn = Turn.of(book.steps(news.order.orderNo()).get(news.step), "");
    var step = turn.step();
    var usual = JUDGED.contains(step) ? "合格" : "完成";
    return HeatFile.line(
        news.order.orderNo(),
        step,
        turn.result().isEmpty() ? usual : turn.result(),
        MINUTE.format(news.order.steps().get(news.step)),
        "周八",
        step.equals("报价") ? "合计 52000.00 元" : "");
  }

  /** A name not used before: the second, and a number within it. */
  private String name(Instant now) {
    var second = "RLBZ_ZT_" + NAME.format(now);
    var number = 1;
    if (lastName.startsWith(second)) {
      number = Integer.parseInt(lastName.substring(second.length() + 1)) + 1;
    }
    while (Files.exists(out.resolve(second + "_%02d.csv".formatted(number)))) {
      number++;
    }
    return second + "_%02d".formatted(number);
  }
}
