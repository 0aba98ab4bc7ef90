package org.lianbao.cases.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.clocks.CaseClock;
import org.lianbao.cases.clocks.Timekeeping;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.OrderFile;

/**
 * What one transaction adds to a case: its entries in the log and the file after them.
 *
 * @param file the file after the last entry
 * @param lastSeq number of the last entry
 * @param clocks the limits it changes, as they then are
 * @param gone ids of limits the case has no longer
 */
record Chapter(
    CaseFile file,
    long lastSeq,
    List<Entry> entries,
    Instant recordedAt,
    List<CaseClock> clocks,
    List<String> gone) {

  /** A chapter that begins where the case stands and has no entries yet. */
  static Chapter after(CaseFile file, long lastSeq, Instant recordedAt) {
    return new Chapter(file, lastSeq, List.of(), recordedAt, List.of(), List.of());
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
    return new Chapter(now, seq, List.copyOf(grown), recordedAt, clocks, gone);
  }

  /** With what its reports make of the limits, where it began with this file. */
  Chapter timed(CaseFile before, Timekeeping time) {
    var events = entries.stream().map(Entry::event).toList();
    var doubted = with(time.doubts(file, events, recordedAt));
    var told = time.news(doubted.file, time.changed(before, doubted.file));
    return doubted.with(told).clocked(before, time);
  }

  /** With the limits that became something else since this file. */
  Chapter clocked(CaseFile before, Timekeeping time) {
    return new Chapter(
        file, lastSeq, entries, recordedAt, time.changed(before, file), time.gone(before, file));
  }

  /** With those of these limits, as they are now. */
  Chapter with(List<CaseClock> all, Set<String> ids) {
    return new Chapter(
        file,
        lastSeq,
        entries,
        recordedAt,
        all.stream().filter(it -> ids.contains(it.id())).toList(),
        List.of());
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

  /** Who told it: the partner that has the order, unless another is named or the hub knows it. */
  private static String source(CaseEvent event, OrderFile order) {
    if (order == null || !(event instanceof Reported reported) || reported.implied()) {
      return Entry.HUB;
    }
    if (reported.source() != null) {
      return reported.source();
    }
    return reported.type() == EventType.ORDER_DELIVERED ? Entry.HUB : order.partner();
  }
}
