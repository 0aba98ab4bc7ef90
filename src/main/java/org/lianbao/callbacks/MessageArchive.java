package org.lianbao.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lianbao.callbacks.Inbox.Message;
import org.lianbao.callbacks.Inbox.Receipt;
import org.lianbao.callbacks.Inbox.Verdict;

/** What partners sent, for whoever works on their mappings. */
public interface MessageArchive {

  /** The messages received last that were recorded, latest first. */
  List<UUID> latest(String partner, int limit);

  /**
   * The messages that wait for a mended mapping, oldest first, 1,000 at the most: those that say
   * what nobody has a meaning for, and those no mapping could read. What was refused as not the
   * partner's own is not among them.
   *
   * @param after only those that come after this one; {@code null} for all
   */
  List<UUID> waiting(String partner, UUID after);

  /**
   * Everything that waits, oldest first: for its order, or for a mended mapping.
   *
   * @param partner {@code null} for all
   */
  List<Waiting> waits(String partner, int limit);

  /** The names of the files that came from the partner since then, latest first. */
  List<String> files(String partner, Instant since, int limit);

  /** The message with this id. */
  Optional<Archived> read(UUID id);

  /**
   * Records what a mended mapping makes of a waiting message, in one commit; repeats have no
   * effect. The message waits on if something in it still has no meaning; else it is marked, and
   * never driven again.
   */
  Receipt redrive(Archived archived, JsonNode items);

  /**
   * A message and its place in the archive.
   *
   * @param orderNo an order it is about, {@code null} if none is known
   * @param unread whether no mapping could read it
   */
  record Archived(UUID id, Message message, String orderNo, boolean unread, Verdict verdict) {}

  /**
   * One thing that waits.
   *
   * @param orderNo {@code null} if none is known
   * @param reason a code and words, or why no mapping could read the message
   * @param unread whether no mapping could read the message
   * @param tries how often it was tried again
   * @param tryAt when it is tried again by itself; {@code null} where it waits for a mapping
   */
  record Waiting(
      String partner,
      Instant receivedAt,
      String channel,
      String orderNo,
      String reason,
      boolean unread,
      Verdict verdict,
      int tries,
      Instant tryAt) {}
}
