package org.lianbao.attachments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lianbao.application.Application;
import org.lianbao.attachments.AttachmentTables.Entry;
import org.lianbao.attachments.AttachmentTables.Standing;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partner.Files.As;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The doors of this room. */
class KeptFiles implements Attachments, AttachmentReader, OrderFiles {

  private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);
  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration LATE = Duration.ofMinutes(1);

  private final AttachmentTables tables;
  private final Admission admission;
  private final Prefetch prefetch;
  private final Store store;
  private final Links links;
  private final int tries;
  private final Clock clock;

  KeptFiles(
      AttachmentTables tables,
      Admission admission,
      Prefetch prefetch,
      Store store,
      Links links,
      AttachmentSettings settings,
      Clock clock) {
    this.tables = tables;
    this.admission = admission;
    this.prefetch = prefetch;
    this.store = store;
    this.links = links;
    this.tries = settings.tries();
    this.clock = clock;
  }

  @Override
  public void want(String caseNo, int revision, Application application) {
    var entries = new ArrayList<Entry>();
    for (var attachment : application.document().path("attachments")) {
      entries.add(entry(Named.of(attachment)));
    }
    if (!entries.isEmpty() && tables.want(caseNo, revision, entries, clock.now())) {
      signalAfterCommit();
    }
  }

  private Entry entry(Named named) {
    var fault = admission.fault(named);
    var kind = fault.isPresent() ? null : FileType.declared(named.fileName(), named.mime());
    return new Entry(named, kind == null ? null : kind.orElseThrow().mime(), fault.orElse(null));
  }

  private void signalAfterCommit() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      prefetch.signal();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            prefetch.signal();
          }
        });
  }

  @Override
  public List<AttachmentView> files(String caseNo) {
    return tables.views(caseNo);
  }

  @Override
  public long stamp(String caseNo) {
    return tables.stamp(caseNo);
  }

  @Override
  public List<OrderFile> of(Partner partner, JsonNode order) {
    var attachments = order.path("application").path("attachments");
    if (partner.files().as() == As.NONE || attachments.isEmpty()) {
      return List.of();
    }
    var caseNo = order.path("caseNo").asText();
    var revision = order.path("revision").asInt(1);
    var picking =
        new Picking(partner, tables.standings(caseNo, revision, partner.slug()), clock.now());
    for (var place = 0; place < attachments.size(); place++) {
      picking.look(place, attachments.get(place));
    }
    picking.held.forEach(it -> again(caseNo, revision, it));
    return picking.files();
  }

  /** The county may have mended it meanwhile: one more try for each time the order comes by. */
  private void again(String caseNo, int revision, Standing wrong) {
    tables.wantAgain(caseNo, revision, wrong.position(), tries - 1, clock.now());
    prefetch.signal();
  }

  @Override
  public InputStream open(OrderFile file) {
    try {
      return store.open(file.sm3());
    } catch (NoSuchFileException e) {
      LOG.warn("the store has lost a file; it is fetched again");
      tables.lost(file.sm3(), clock.now());
      prefetch.signal();
      throw new NotReady("存储中的文件不见了，正在重取 / the store lost a file; it is fetched again", SOON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void uploaded(Partner partner, String sm3, String fileId) {
    tables.uploaded(partner.slug(), sm3, fileId, clock.now());
  }

  @Override
  public String link(Partner partner, OrderFile file) {
    return links.link(file.sm3(), partner.slug(), clock.now(), partner.files().linkFor());
  }

  /** Goes through the files of one order. */
  private static final class Picking {

    private final Partner partner;
    private final List<Standing> standings;
    private final Instant now;
    private final List<OrderFile> files = new ArrayList<>();
    private final List<Standing> held = new ArrayList<>();
    private NotReady wait;
    private long room;

    Picking(Partner partner, List<Standing> standings, Instant now) {
      this.partner = partner;
      this.standings = standings;
      this.now = now;
      this.room = partner.files().largest();
    }

    void look(int place, JsonNode attachment) {
      var named = Named.of(attachment);
      if (!partner.files().takes(named.materialCode())) {
        return;
      }
      var standing = standings.stream().filter(it -> it.named().equals(named)).findFirst();
      switch (standing.map(Standing::state).orElse("UNKNOWN")) {
        case "KEPT" -> take(place, attachment, standing.get());
        case "WANTED" -> await(standing.get());
        default -> leaveOut(named.materialCode(), standing, "有误或缺失", "is wrong or missing");
      }
    }

    private void take(int place, JsonNode attachment, Standing kept) {
      var code = kept.named().materialCode();
      if (kept.size() > room) {
        leaveOut(code, Optional.empty(), "超过对方的大小上限", "is larger than its partner takes");
        return;
      }
      if (partner.files().as() == As.INLINE) {
        room -= kept.size();
      }
      var ending = FileType.of(kept.mime()).map(FileType::ending).orElse("bin");
      files.add(
          new OrderFile(
              attachment,
              kept.named().sm3(),
              kept.size(),
              kept.mime(),
              "%02d-%s.%s".formatted(place + 1, code.replaceAll("[^A-Za-z0-9]", ""), ending),
              kept.fileId()));
    }

    private void await(Standing wanted) {
      if (wait == null) {
        var code = wanted.named().materialCode();
        wait =
            new NotReady(
                "等待取回材料 %s 的文件 / the file of material %s is still on its way".formatted(code, code),
                waitFor(wanted));
      }
    }

    /** Until its next try, and the longer the longer it is waited for. */
    private Duration waitFor(Standing wanted) {
      var left = Duration.between(now, wanted.tryAt()).plus(SOON).toMillis();
      var age = Duration.between(wanted.changedAt(), now).toMillis();
      var wait = Math.max(SOON.toMillis(), Math.max(left, age));
      return Duration.ofMillis(Math.min(wait, LATE.toMillis()));
    }

    private void leaveOut(String code, Optional<Standing> standing, String zh, String en) {
      if (!partner.files().required().contains(code)) {
        LOG.info("the order goes without the file of material {}: it {}", code, en);
        return;
      }
      standing.ifPresent(held::add);
      wait =
          new NotReady(
              "工单等待：材料 %s 的文件%s / the order waits: the file of material %s %s"
                  .formatted(code, zh, code, en),
              null);
    }

    List<OrderFile> files() {
      if (wait != null) {
        throw wait;
      }
      return files;
    }
  }
}
