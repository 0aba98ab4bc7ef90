package org.lianbao.attachments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
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

  private final AttachmentTables tables;
  private final ContentTable contents;
  private final Admission admission;
  private final Prefetch prefetch;
  private final Store store;
  private final Links links;
  private final int tries;
  private final Clock clock;

  KeptFiles(
      AttachmentTables tables,
      ContentTable contents,
      Admission admission,
      Prefetch prefetch,
      Store store,
      Links links,
      AttachmentSettings settings,
      Clock clock) {
    this.tables = tables;
    this.contents = contents;
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
    picking.held().forEach(it -> again(caseNo, revision, it));
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
      contents.lost(file.sm3(), clock.now());
      prefetch.signal();
      throw new NotReady(
          "存储中的文件不见了，正在重取 / the store lost a file; it is fetched again", Picking.SOON);
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
}
