package org.lianbao.attachments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.lianbao.attachments.AttachmentTables.Wanted;
import org.lianbao.attachments.ContentTable.Content;
import org.lianbao.attachments.Fetch.Landed;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what is wanted: a few at a time, each content once, whoever names it. Several hubs share
 * the work, since each takes only contents whose lease no other holds; a lease that runs out, as of
 * a hub that was killed, is taken over. What the store has already is never fetched again.
 */
class Prefetch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Prefetch.class);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final AttachmentTables tables;
  private final ContentTable contents;
  private final Inspection inspection;
  private final Fetch fetch;
  private final Store store;
  private final Path incoming;
  private final AttachmentSettings settings;
  private final Clock clock;
  private final ThreadPoolExecutor fetchers;

  Prefetch(
      AttachmentTables tables,
      ContentTable contents,
      Inspection inspection,
      Fetch fetch,
      Store store,
      Path incoming,
      AttachmentSettings settings,
      Clock clock) {
    this.tables = tables;
    this.contents = contents;
    this.inspection = inspection;
    this.fetch = fetch;
    this.store = store;
    this.incoming = incoming;
    this.settings = settings;
    this.clock = clock;
    var size = settings.fetchers();
    // Who finds the queue full need not wait: those queued will look for its work as well.
    this.fetchers =
        new ThreadPoolExecutor(
            size,
            size,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(size),
            new ThreadPoolExecutor.DiscardPolicy());
    fetchers.allowCoreThreadTimeOut(true);
  }

  /** Says that something may be due. */
  void signal() {
    fetchers.execute(this::work);
  }

  /** Fetches until nothing is due. */
  void work() {
    try {
      while (!fetchers.isShutdown() && one()) {
        // The next one.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("files could not be fetched and will be: {}", e.toString());
    }
  }

  private boolean one() throws InterruptedException {
    var now = clock.now();
    var lease = now.plus(settings.timeLimit()).plusSeconds(30);
    var claimed = contents.claim(now, lease);
    if (claimed.isEmpty()) {
      return false;
    }
    var sm3 = claimed.get().sm3();
    try {
      settle(claimed.get(), now);
    } finally {
      contents.release(sm3, lease);
    }
    return true;
  }

  private void settle(Content content, Instant now) throws InterruptedException {
    if (content.kept()) {
      give(content);
      return;
    }
    for (var source : sources(tables.wanted(content.sm3()), now).entrySet()) {
      var got = fetched(content.sm3(), source.getKey(), source.getValue());
      if (got != null) {
        contents.keep(got, clock.now());
        give(got);
        return;
      }
    }
  }

  /** An address, and the kind of file expected there. */
  private record Source(String url, FileType type) {}

  /** Where those who are due say it lies; who may not be fetched for hears so. */
  private Map<Source, List<Wanted>> sources(List<Wanted> wanted, Instant now) {
    Map<Source, List<Wanted>> sources = new LinkedHashMap<>();
    for (var file : wanted) {
      if (!file.tryAt().isAfter(now)) {
        try {
          var source = new Source(file.named().url(), inspection.admit(file.named()));
          sources.computeIfAbsent(source, any -> new ArrayList<>()).add(file);
        } catch (WrongFile wrong) {
          settled(file, "WRONG", wrong.getMessage(), now);
        }
      }
    }
    return sources;
  }

  /** Gets the content from one address; {@code null} once those who named it know why not. */
  private Content fetched(String sm3, Source source, List<Wanted> wanted)
      throws InterruptedException {
    try {
      if (store.holds(sm3)) {
        return inspection.inspect(store, sm3, source.type());
      }
      var file = Files.createDirectories(incoming).resolve(UUID.randomUUID().toString());
      try {
        var landed = land(source.url(), file, wanted);
        var content = inspection.inspect(landed, sm3, source.type());
        store.keep(file, sm3);
        return content;
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (WrongFile wrong) {
      wanted.forEach(it -> settled(it, "WRONG", wrong.getMessage(), clock.now()));
    } catch (IOException e) {
      LOG.info("a file cannot be had for the moment: {}", said(e));
      wanted.forEach(this::later);
    }
    return null;
  }

  private Landed land(String url, Path file, List<Wanted> wanted)
      throws WrongFile, IOException, InterruptedException {
    var largest = settings.largest().toBytes();
    var declared =
        wanted.stream()
            .mapToLong(it -> it.named().size() == null ? largest : it.named().size())
            .max()
            .orElse(largest);
    try {
      return fetch.get(url, file, Math.min(largest, declared));
    } catch (Fetch.TooLong e) {
      throw declared < largest ? Inspection.otherSize() : Admission.tooLarge(settings.largest());
    }
  }

  /** The kind of fault alone: its text may quote the address. */
  private static String said(IOException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName();
  }

  private void give(Content content) {
    for (var file : tables.wanted(content.sm3())) {
      var fault = inspection.fault(file.named(), content);
      settled(file, fault.isEmpty() ? "KEPT" : "WRONG", fault.orElse(null), clock.now());
    }
  }

  private void later(Wanted file) {
    var tries = file.tries() + 1;
    var now = clock.now();
    if (tries >= settings.tries()) {
      settled(
          file,
          "WRONG",
          "多次取文件都不成功，请核对县系统的文件服务 / the file could not be had in " + tries + " tries",
          now);
      return;
    }
    var wait = settings.firstWait().multipliedBy(1L << Math.min(20, tries - 1));
    settled(
        file,
        "WANTED",
        "暂时取不到文件，将再试 / the file cannot be had for the moment and is tried again",
        now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT));
  }

  private void settled(Wanted file, String state, String reason, Instant tryAt) {
    tables.settle(file, state, reason, tryAt, clock.now());
  }

  @Override
  public void close() {
    fetchers.shutdownNow();
    try {
      fetchers.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
