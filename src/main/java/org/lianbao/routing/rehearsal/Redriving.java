package org.lianbao.routing.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.lianbao.callbacks.Inbox;
import org.lianbao.callbacks.MessageArchive;
import org.lianbao.callbacks.MessageArchive.Archived;
import org.lianbao.mapping.MappingFault;
import org.lianbao.mapping.Mappings;
import org.lianbao.shared.Finding.Words;
import org.lianbao.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Drives messages that wait through the mappings that run now, each in a commit of its own. A
 * message that no mapping could read is driven only where it is known to be the partner's own.
 */
@Service
public class Redriving {

  private static final Logger LOG = LoggerFactory.getLogger(Redriving.class);

  private final MessageArchive messages;
  private final Mappings mappings;
  private final Contexts contexts;
  private final Path routes;
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();

  Redriving(
      MessageArchive messages,
      Mappings mappings,
      Contexts contexts,
      @Value("${lianbao.running}") Path running) {
    this.messages = messages;
    this.mappings = mappings;
    this.contexts = contexts;
    this.routes = running.resolve("routes");
  }

  /** How many messages of this partner wait, 1,000 at the most. */
  public int waiting(String slug) {
    return messages.waiting(slug, null).size();
  }

  /** Drives what waits of this partner within moments, since its mappings are others now. */
  public void want(String slug) {
    wanted.add(slug);
  }

  /** Drives what is wanted; what cannot be done now is wanted still. */
  void driveWanted() {
    for (var slug : wanted) {
      wanted.remove(slug);
      try {
        redrive(slug, false);
      } catch (RuntimeException e) {
        wanted.add(slug);
        LOG.warn(
            "{}: waiting messages could not be driven and will be: {}",
            slug,
            e.getClass().getSimpleName());
      }
    }
  }

  /**
   * Everything that waits, oldest first.
   *
   * @param slug {@code null} for all partners
   */
  public List<Waiting> waits(String slug, int limit) {
    var flows = new HashMap<String, PartnerFlow>();
    return messages.waits(slug, limit).stream()
        .map(
            one ->
                new Waiting(
                    one.partner(),
                    one.receivedAt(),
                    one.channel(),
                    one.orderNo(),
                    one.reason(),
                    waitsFor(
                        one,
                        flows.computeIfAbsent(
                            one.partner(), name -> PartnerFlow.read(routes, name))),
                    one.tries(),
                    one.tryAt()))
        .toList();
  }

  private static Waiting.For waitsFor(MessageArchive.Waiting one, PartnerFlow flow) {
    if (one.tryAt() != null) {
      return Waiting.For.ORDER;
    }
    return one.unread()
            && one.verdict() != Inbox.Verdict.VERIFIED
            && flow.messages(one.channel()).filter(MessagePath::verified).isPresent()
        ? Waiting.For.SENDER
        : Waiting.For.MAPPING;
  }

  /**
   * Drives all that waits.
   *
   * @param dry only tells what would come of it
   */
  public Redriven redrive(String slug, boolean dry) {
    var flow = PartnerFlow.read(routes, slug);
    var outcomes = new ArrayList<Redriven.Outcome>();
    var ids = messages.waiting(slug, null);
    while (!ids.isEmpty()) {
      for (var id : ids) {
        messages.read(id).ifPresent(archived -> outcomes.add(one(slug, flow, archived, dry)));
      }
      ids = messages.waiting(slug, ids.get(ids.size() - 1));
    }
    if (!dry && !outcomes.isEmpty()) {
      LOG.info("{}: {} waiting messages were driven again", slug, outcomes.size());
    }
    return new Redriven(slug, dry, outcomes);
  }

  private Redriven.Outcome one(String slug, PartnerFlow flow, Archived archived, boolean dry) {
    var path = flow.messages(archived.message().channel());
    if (path.isEmpty()) {
      return left(
          archived,
          "路由 " + archived.message().channel() + " 里看不出经过哪个映射",
          "the routes do not show which mapping takes what came by "
              + archived.message().channel());
    }
    if (archived.unread()
        && archived.verdict() != Inbox.Verdict.VERIFIED
        && path.get().verified()) {
      return left(
          archived,
          "验签之前就无法识别，请对方重发",
          "it could not be read before it was verified; ask the partner to send it again");
    }
    try {
      var context = contexts.of(slug, received(archived), contexts.order(slug, archived.orderNo()));
      var items =
          list(
              path.get()
                  .map(
                      archived.message().raw(),
                      (file, input) -> mappings.apply(slug, file, input, context)));
      return dry ? told(archived, items) : driven(archived, items);
    } catch (MappingFault e) {
      return left(archived, "仍无法转换：" + e.getMessage(), "still cannot be mapped: " + e.getMessage());
    }
  }

  /** Code tables are read for the day on which the message came. */
  private static Instant received(Archived archived) {
    return archived.message().receivedAt();
  }

  private static JsonNode list(JsonNode items) {
    if (items.isArray()) {
      return items;
    }
    var list = Json.mapper().createArrayNode();
    return items.isObject() ? list.add(items) : list;
  }

  private Redriven.Outcome told(Archived archived, JsonNode items) {
    var rejected = 0;
    for (var item : items) {
      rejected += item.hasNonNull("reject") ? 1 : 0;
    }
    var unclear = unclear(items);
    return new Redriven.Outcome(
        archived.id(),
        at(archived),
        archived.message().channel(),
        items.size() - rejected - unclear,
        0,
        unclear,
        rejected,
        null);
  }

  private static int unclear(JsonNode items) {
    var unclear = 0;
    for (var item : items) {
      unclear += item.hasNonNull("unmapped") ? 1 : 0;
    }
    return unclear;
  }

  private Redriven.Outcome driven(Archived archived, JsonNode items) {
    var receipt = messages.redrive(archived, items);
    return new Redriven.Outcome(
        archived.id(),
        at(archived),
        archived.message().channel(),
        receipt.recorded(),
        receipt.repeated(),
        unclear(items),
        receipt.rejected().size(),
        null);
  }

  private Redriven.Outcome left(Archived archived, String zh, String en) {
    return new Redriven.Outcome(
        archived.id(), at(archived), archived.message().channel(), 0, 0, 0, 0, new Words(zh, en));
  }

  private static Instant at(Archived archived) {
    return archived.message().receivedAt();
  }

  /**
   * One thing that waits in the inbox.
   *
   * @param orderNo {@code null} if none is known
   * @param reason why, for people
   * @param tryAt when it is tried again by itself; {@code null} where only a mapping can help
   */
  public record Waiting(
      String partner,
      Instant receivedAt,
      String channel,
      String orderNo,
      String reason,
      For waitsFor,
      int tries,
      Instant tryAt) {

    /** An order not known yet, a mended mapping, or that its sender sends it again. */
    public enum For {
      ORDER,
      MAPPING,
      SENDER
    }
  }

  /**
   * What came of driving messages again.
   *
   * @param dry whether nothing was written
   */
  public record Redriven(String partner, boolean dry, List<Outcome> messages) {

    public Redriven {
      messages = List.copyOf(messages);
    }

    /**
     * What came of one message.
     *
     * @param unclear what still has no meaning, and waits on
     * @param rejected rows the partner must send again; it is told by a person, for the time of the
     *     route's own answer is over
     * @param left why it was not driven and waits on; {@code null} if it was
     */
    public record Outcome(
        UUID id,
        Instant receivedAt,
        String channel,
        int recorded,
        int repeated,
        int unclear,
        int rejected,
        Words left) {}
  }
}
