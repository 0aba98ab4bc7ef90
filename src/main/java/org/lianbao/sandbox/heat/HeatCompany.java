package org.lianbao.sandbox.heat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Mishaps;
import org.lianbao.sandbox.desk.Notices;
import org.lianbao.sandbox.desk.Numbering;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.OrderView;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.desk.Received;
import org.lianbao.sandbox.desk.Scripts;
import org.lianbao.sandbox.desk.Simulator;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heating company's system: applications as files in, a batch of statuses out every pace. */
public final class HeatCompany implements Simulator {

  /** What it cannot work without: the hub's key and the SFTP server's own. */
  public static final Needs NEEDS =
      new Needs("heat", List.of("private-key", "host-key"), List.of("private-key", "host-key"));

  private static final Logger LOG = LoggerFactory.getLogger(HeatCompany.class);

  private final Journal journal;
  private final OrderBook book;
  private final HeatInbox inbox;
  private final HeatBatches batches;
  private final HeatLists lists;
  private final Mishaps mishaps;
  private final Pacer pacer;
  private final Received received = new Received();
  private final Notices notices;
  private final HeatSftp sftp;
  private Faults faults = Faults.none();

  /** Opens the SFTP server. */
  public HeatCompany(Path directory, Agreed agreed, Duration pace, int port, Scripts scripts)
      throws IOException {
    var clock = Clock.system();
    var root = Files.createDirectories(directory.resolve("heat-sftp")).toRealPath();
    this.journal = Journal.open(directory, "heat");
    this.book =
        new OrderBook(
            journal, new Numbering("RL"), HeatBatches.STEPS, scripts.of("heat", HeatBatches.CODES));
    this.notices = new Notices(journal);
    this.inbox = new HeatInbox(root, book, notices, received, clock);
    this.batches = new HeatBatches(root, book, journal, clock);
    this.lists = new HeatLists(root, book, clock);
    this.mishaps = new Mishaps(book, clock);
    this.pacer = new Pacer("heat", pace, 1);
    this.sftp = new HeatSftp(port, agreed, root);
  }

  @Override
  public String name() {
    return NEEDS.partner();
  }

  @Override
  public Set<FaultKind> faults() {
    return EnumSet.allOf(FaultKind.class);
  }

  @Override
  public void suffer(Faults its) {
    faults = its;
    sftp.suffer(its);
    inbox.suffer(its);
    batches.suffer(its);
  }

  @Override
  public void start(WebDoor door) {
    mishaps.open(door, "heat");
    door.open("/admin/heat/rejects", this::rejects);
    scan();
    pacer.next(this::batch);
  }

  public int sftpPort() {
    return sftp.port();
  }

  @Override
  public List<OrderView> orders() {
    return book.view();
  }

  @Override
  public List<Notices.Notice> notices() {
    return notices.view();
  }

  @Override
  public Optional<byte[]> received(String orderNo) {
    return received.of(orderNo);
  }

  /** Every row the hub said it could not use. */
  private Reply rejects(Request request) throws IOException {
    return Reply.json(200, inbox.rejects());
  }

  @Override
  public void close() throws IOException {
    sftp.close();
    pacer.close();
    journal.close();
  }

  private void scan() {
    try {
      if (!faults.has(FaultKind.DOWN)) {
        inbox.scan();
        lists.write();
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("heat: cannot read the inbox, trying again", e);
    }
    pacer.after(shorter(Duration.ofMillis(500)), this::scan);
  }

  private void batch() {
    HeatBatches.Half half = null;
    try {
      half = faults.has(FaultKind.DOWN) ? null : batches.begin();
    } catch (IOException | RuntimeException e) {
      LOG.error("heat: cannot begin a batch, trying again", e);
    }
    if (half == null) {
      pauseUntilNext();
    } else {
      var begun = half;
      pacer.after(shorter(Duration.ofMillis(200)), () -> finish(begun));
    }
  }

  private void finish(HeatBatches.Half half) {
    if (faults.has(FaultKind.HALF_FILE)) {
      pacer.after(shorter(Duration.ofMillis(200)), () -> finish(half));
      return;
    }
    try {
      batches.finish(half);
    } catch (IOException | RuntimeException e) {
      LOG.error("heat: cannot finish a batch, its rows go into the next", e);
    }
    pauseUntilNext();
  }

  private void pauseUntilNext() {
    pacer.after(pacer.pace().plus(faults.delay()), this::batch);
  }

  private Duration shorter(Duration longest) {
    return pacer.pace().compareTo(longest) < 0 ? pacer.pace() : longest;
  }
}
