package org.lianbao.sandbox.heat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Numbering;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.OrderView;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.keys.Credentials;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heating company's system: applications as files in, a batch of statuses out every pace. */
public final class HeatCompany implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeatCompany.class);

  private final Journal journal;
  private final OrderBook book;
  private final HeatInbox inbox;
  private final HeatBatches batches;
  private final Pacer pacer;
  private final HeatSftp sftp;

  /**
   * Opens the SFTP server.
   *
   * @param data where relative key files start
   */
  public HeatCompany(Path directory, Path data, Credentials.Heat agreed, Duration pace, int port)
      throws IOException {
    var clock = Clock.system();
    var root = Files.createDirectories(directory.resolve("heat-sftp")).toRealPath();
    this.journal = Journal.open(directory, "heat");
    this.book = new OrderBook(journal, new Numbering("RL"), HeatBatches.STEPS);
    this.inbox = new HeatInbox(root, book, clock);
    this.batches = new HeatBatches(root, book, journal, clock);
    this.pacer = new Pacer("heat", pace, 1);
    this.sftp = new HeatSftp(port, data, agreed, root);
  }

  /** Goes on with the work at hand. */
  public void start() {
    scan();
    pacer.next(this::batch);
  }

  public int sftpPort() {
    return sftp.port();
  }

  public List<OrderView> orders() {
    return book.view();
  }

  /** Every row the hub said it could not use. */
  public List<Map<String, String>> rejects() throws IOException {
    return inbox.rejects();
  }

  @Override
  public void close() throws IOException {
    sftp.close();
    pacer.close();
    journal.close();
  }

  private void scan() {
    try {
      inbox.scan();
    } catch (IOException | RuntimeException e) {
      LOG.error("heat: cannot read the inbox, trying again", e);
    }
    pacer.after(shorter(Duration.ofMillis(500)), this::scan);
  }

  private void batch() {
    HeatBatches.Half half = null;
    try {
      half = batches.begin();
    } catch (IOException | RuntimeException e) {
      LOG.error("heat: cannot begin a batch, trying again", e);
    }
    if (half == null) {
      pacer.next(this::batch);
    } else {
      var begun = half;
      pacer.after(shorter(Duration.ofMillis(200)), () -> finish(begun));
    }
  }

  private void finish(HeatBatches.Half half) {
    try {
      batches.finish(half);
    } catch (IOException | RuntimeException e) {
      LOG.error("heat: cannot finish a batch, its rows go into the next", e);
    }
    pacer.next(this::batch);
  }

  private Duration shorter(Duration longest) {
    return pacer.pace().compareTo(longest) < 0 ? pacer.pace() : longest;
  }
}
