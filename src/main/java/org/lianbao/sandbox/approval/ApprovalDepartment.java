package org.lianbao.sandbox.approval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Mishaps;
import org.lianbao.sandbox.desk.Numbering;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.OrderView;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.desk.Progress;
import org.lianbao.sandbox.desk.Scripts;
import org.lianbao.sandbox.desk.Simulator;
import org.lianbao.sandbox.exchange.ExchangeDatabase;
import org.lianbao.sandbox.exchange.ExchangeLayout;
import org.lianbao.sandbox.exchange.ExchangeServer;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The approval department's system: it examines the rows the hub writes, decides each item it has
 * accepted step by step, and writes every step, and at the end the permit, as rows of its own.
 */
public final class ApprovalDepartment implements Simulator {

  /** What it cannot work without. */
  public static final Needs NEEDS = Needs.of("approval", "db-user", "db-password");

  private static final Logger LOG = LoggerFactory.getLogger(ApprovalDepartment.class);

  private static final ExchangeLayout TABLES =
      new ExchangeLayout(
          "xzsp_qzk",
          "/sandbox/approval.sql",
          List.of("spgl_xmjbxxb", "spgl_xmspsxblxxb", "spgl_xmsqcljqtfjxxb"),
          List.of(
              "spgl_xmspsxblxxxxb",
              "spgl_xmspsxbltbcxxxb",
              "spgl_xmspsxpfwjxxb",
              "spgl_gzcnzbjjgxxb"),
          "sjsczt, sbyy");

  /** The states (BLZT) of an item that goes well, in order. */
  private static final List<String> STEPS = List.of("1", "3", "8", "11");

  private static final Map<String, String> OPINIONS =
      Map.of(
          "1", "已接件",
          "3", "材料齐全，予以受理",
          "5", "不符合受理条件，不予受理",
          "6", "材料不齐，请补正",
          "7", "补正材料已收",
          "8", "并联审查",
          "11", "准予许可",
          "13", "不符合法定条件，不予许可");

  private final Clock clock = Clock.system();
  private final CompletableFuture<ExchangeDatabase> opening;
  private final Journal journal;
  private final OrderBook book;
  private final Pacer pacer;
  private final Progress progress;
  private volatile boolean closing;
  private Faults faults = Faults.none();

  /**
   * Opens its journal.
   *
   * @param server where its database is, or will be
   */
  public ApprovalDepartment(
      Path directory, Agreed agreed, Duration pace, ExchangeServer server, Scripts scripts)
      throws IOException {
    this.journal = Journal.open(directory, "approval");
    this.book =
        new OrderBook(
            journal, new Numbering("XZ"), STEPS, scripts.of("approval", OPINIONS.keySet()));
    this.pacer = new Pacer("approval", pace, 2);
    this.progress = new Progress("approval", book, pacer, clock, this::tell);
    this.opening = server.open(TABLES, agreed);
  }

  @Override
  public String name() {
    return NEEDS.partner();
  }

  @Override
  public Set<FaultKind> faults() {
    return EnumSet.complementOf(EnumSet.of(FaultKind.FLAKY, FaultKind.HALF_FILE));
  }

  @Override
  public void suffer(Faults its) {
    faults = its;
    progress.suffer(its, this::garble);
  }

  @Override
  public Optional<byte[]> received(String orderNo) {
    return opening
        .join()
        .jdbc()
        .sql(
            """
            select json_build_object(
              'item', row_to_json(i),
              'project', (select row_to_json(p) from spgl_xmjbxxb p
                          where p.gcdm = i.gcdm and p.sjyxbs = 1 order by lsh desc limit 1),
              'files', (select json_agg(row_to_json(f) order by lsh) from spgl_xmsqcljqtfjxxb f
                        where f.spsxslbm = i.spsxslbm and f.sjyxbs = 1))::text
            from spgl_xmspsxblxxb i where spsxslbm = ? and sjyxbs = 1 order by lsh desc limit 1
            """)
        .param(orderNo)
        .query(String.class)
        .optional()
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void start(WebDoor door) {
    new Mishaps(book, clock).open(door, "approval");
    pacer.next(this::examine);
    progress.resume();
  }

  /**
   * Returns once its database is up.
   *
   * @throws IOException with a message for people if it does not come up
   */
  public void await() throws IOException {
    try {
      opening.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new IOException(String.valueOf(e.getCause()), e);
    }
  }

  @Override
  public List<OrderView> orders() {
    return book.view();
  }

  @Override
  public void close() throws IOException {
    closing = true;
    pacer.close();
    try {
      opening.join().close();
    } catch (CompletionException e) {
      LOG.debug("there was no database to close");
    }
    journal.close();
  }

  private void examine() {
    try {
      var database = opening.join();
      database.open(!faults.has(FaultKind.DOWN));
      if (!faults.has(FaultKind.DOWN)) {
        var refuses = faults.has(FaultKind.REFUSE);
        var accepted =
            database
                .transaction()
                .execute(status -> new Examination(database.jdbc(), refuses).run());
        accepted.forEach(this::take);
      }
    } catch (RuntimeException e) {
      if (!closing) {
        LOG.error("approval: cannot examine the rows, trying again", e);
      }
    }
    pacer.after(pacer.pace().plus(faults.delay()), this::examine);
  }

  /** An item that was accepted is decided, once, however often it is reported anew. */
  private void take(Map<String, Object> row) {
    var content = Digest.sm3(Json.write(String.valueOf(row.get("dfsjzj"))));
    var taken = book.take(String.valueOf(row.get("spsxslbm")), content, clock.now());
    if (taken.first()) {
      progress.begin(taken.order());
    }
  }

  private void tell(Order order, int step) {
    var database = opening.join();
    var at = order.steps().get(step).atZone(Clock.COUNTY).toLocalDateTime();
    var state = book.steps(order.orderNo()).get(step);
    database
        .transaction()
        .executeWithoutResult(
            status -> {
              step(database, order, state, at);
              if (state.equals("11")) {
                permit(database, order, at);
              }
            });
  }

  /** A row nobody can use: neither state nor time, and bytes that were text once. */
  private void garble(Order order, int step) {
    opening
        .join()
        .jdbc()
        .sql(
            """
            insert into spgl_xmspsxblxxxxb (dfsjzj, xzqhdm, spsxslbm, blyj)
            values (gen_random_uuid()::text, '410928', ?, '锟斤拷')
            """)
        .param(order.orderNo())
        .update();
  }

  private void step(ExchangeDatabase database, Order order, String state, LocalDateTime at) {
    database
        .jdbc()
        .sql(
            """
            insert into spgl_xmspsxblxxxxb (dfsjzj, xzqhdm, gcdm, spsxslbm, blcs, blr, blzt, blyj,
                                            blsj, dwmc, dwtyshxydm, sjly)
            select :key, '410928', (select max(gcdm) from spgl_xmspsxblxxb where spsxslbm = :no),
                   :no, '工程建设科', '赵六', :state, :opinion, :at, '濮阳县行政审批服务部门',
                   '11410928MB1X00000X', '审批系统'
            where :again or not exists (select 1 from spgl_xmspsxblxxxxb where dfsjzj = :key)
            """)
        .param("again", faults.has(FaultKind.DUPLICATE))
        .param("key", key(order, state))
        .param("no", order.orderNo())
        .param("state", Integer.parseInt(state))
        .param("opinion", OPINIONS.get(state))
        .param("at", at)
        .update();
  }

  private static void permit(ExchangeDatabase database, Order order, LocalDateTime at) {
    database
        .jdbc()
        .sql(
            """
            insert into spgl_xmspsxpfwjxxb (dfsjzj, xzqhdm, gcdm, spsxslbm, pfrq, pfwh, pfwjbt,
                                            pfwjyxqx, spjglx, zzbh)
            select :key, '410928', (select max(gcdm) from spgl_xmspsxblxxb where spsxslbm = :no),
                   :no, :day, :number, '准予行政许可决定书', :until, 1, :permit
            where not exists (select 1 from spgl_xmspsxpfwjxxb where dfsjzj = :key)
            """)
        .param("key", key(order, "permit"))
        .param("no", order.orderNo())
        .param("day", at.toLocalDate())
        .param("number", "濮县审〔" + at.getYear() + "〕" + order.reference() + "号")
        .param("until", at.toLocalDate().plusYears(1))
        .param("permit", order.reference())
        .update();
  }

  private static String key(Order order, String what) {
    var name = order.orderNo() + "/" + what;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
