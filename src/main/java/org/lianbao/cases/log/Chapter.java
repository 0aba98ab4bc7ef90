package org.lianbao.cases.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.clocks.Timekeeping;
import org.lianbao.cases.clocks.Timekeeping.Change;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.OrderFile;

/**
 * What one transaction adds to a case: its entries in the log and the file after them.
 *
 * @param before the file it began with
 * @param file the file after the last entry
 * @param lastSeq number of the last entry
 * @param limits what becomes of the limits of the case
 */
record Chapter(
    CaseFile before,
    CaseFile file,
    long lastSeq,
    List<Entry> entries,
    Instant recordedAt,
    Change limits) {

  /** A chapter that begins where the case stands and has no entries yet. */
  static Chapter after(CaseFile file, long lastSeq, Instant recordedAt) {
    return new Chapter(file, file, lastSeq, List.of(), recordedAt, Change.NONE);
  }

  Chapter with(List<CaseEvent> events) {
    var grown = new ArrayList<>(entries);
    var now = file;
    var seq = lastSeq;
    for (var event : events) {
      now = event.applyTo(now);
      var order = now.order(event.orderNo());
      grown.add(
          new Entry(
              ++seq,
              event,
              recordedAt,
              source(event, order.orElse(null)),
              order.map(OrderFile::service).orElse(null),
              now.stage()));
    }
    return new Chapter(before, now, seq, List.copyOf(grown), recordedAt, limits);
  }

  /** With what its reports make of the limits. */
  Chapter timed(Timekeeping time) {
    var events = entries.stream().map(Entry::event).toList();
    var doubted = with(time.doubts(file, events, recordedAt));
    var change = time.between(before, doubted.file);
    var told = time.news(doubted.file, change.clocks());
    return told.isEmpty() ? doubted.clocked(change) : doubted.with(told).clocked(time);
  }

  /** With the limits that became something else. */
  Chapter clocked(Timekeeping time) {
    return clocked(time.between(before, file));
  }

  /** With this of its limits. */
  Chapter clocked(Change limits) {
    return new Chapter(before, file, lastSeq, entries, recordedAt, limits);
  }

  /** The orders that the entries are about or bring, as they are now. */
  List<OrderFile> touched() {
    return entries.stream()
        .flatMap(
            entry ->
                Stream.concat(
                    Stream.ofNullable(entry.event().orderNo()),
                    entry.owed().stream().map(CaseEvent.Owed::orderNo)))
        .distinct()
        .flatMap(orderNo -> Stream.ofNullable(file.orders().get(orderNo)))
        .toList();
  }

  /** Whether anything is known of the order now that was not known before. */
  boolean news(OrderFile order) {
    return !order.equals(before.orders().get(order.orderNo()));
  }

  /** The orders that end by the applicant's will and had reached nobody yet. */
  List<String> cancelled() {
    return touched().stream()
        .filter(order -> !order.byHand() && order.withdrawnUnsent())
        .map(OrderFile::orderNo)
        .toList();
  }

  /** Who told it: the partner that has the order, unless another is named or the hub knows it. */
  private static String source(CaseEvent event, OrderFile order) {
    if (event instanceof CaseEvent.Amended amended) {
      return amended.source();
    }
    if (event instanceof CaseEvent.Withdrawn withdrawn) {
      return withdrawn.source();
    }
    if (order == null || !(event instanceof Reported reported) || reported.implied()) {
      return Entry.HUB;
    }
    if (reported.source() != null) {
      return reported.source();
    }
    return reported.type() == EventType.ORDER_DELIVERED ? Entry.HUB : order.partner();
  }
}
