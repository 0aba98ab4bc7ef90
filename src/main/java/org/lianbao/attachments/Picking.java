package org.lianbao.attachments;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lianbao.attachments.AttachmentTables.Standing;
import org.lianbao.attachments.OrderFiles.NotReady;
import org.lianbao.attachments.OrderFiles.OrderFile;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partner.Files.As;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through the files of one order: which go along, and whether it must wait. */
final class Picking {

  /** A file that is on its way is mostly there by then. */
  static final Duration SOON = Duration.ofMillis(500);

  private static final Duration LATE = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(Picking.class);

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

  /** Wrong files that hold the order back. */
  List<Standing> held() {
    return held;
  }

  /**
   * The files that go along.
   *
   * @throws NotReady if the order must wait
   */
  List<OrderFile> files() {
    if (wait != null) {
      throw wait;
    }
    return files;
  }
}
