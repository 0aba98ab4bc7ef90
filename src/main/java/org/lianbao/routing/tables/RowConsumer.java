package org.lianbao.routing.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.lianbao.callbacks.Inbox;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.partners.ExchangeTables.Table;
import org.lianbao.routing.Steps;
import org.lianbao.routing.tables.RowReader.Row;
import org.lianbao.routing.tables.TakenRows.Mark;
import org.lianbao.routing.tables.TakenRows.Taken;
import org.lianbao.shared.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the rows a partner writes, each once in effect, whatever order its transactions commit in.
 * Read are the rows above the highest number seen, those in gaps below it, and from time to time
 * the last ones again together with all that still stand as new. A row is acknowledged in its own
 * state column only after the commit that recorded it.
 */
final class RowConsumer extends TableConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(RowConsumer.class);
  private static final int BATCH = 200;

  private final Table table;
  private final Limits limits;
  private final ExchangeTables declared;
  private Instant lookedAgain = Instant.MIN;

  RowConsumer(
      TableEndpoint endpoint,
      Processor route,
      TableComponent parts,
      String partner,
      Table table,
      Limits limits) {
    super(endpoint, route, parts, partner);
    this.table = table;
    this.limits = limits;
    this.declared = database.tables();
  }

  /**
   * How far back it looks.
   *
   * @param overlap how many of the last numbers are looked at again
   * @param every how often
   * @param gaps for how long a missing number is watched
   */
  record Limits(int overlap, Duration every, Duration gaps) {}

  /** What one look finds: rows in the order of their numbers, and the orders they are about. */
  private record Found(Mark from, List<Row> rows, int fresh, Map<Row, String> answered) {}

  /** What a row's own state columns are to say. */
  private record Answer(Row row, Taken taken) {}

  @Override
  int look() {
    var now = parts.clock.now();
    var again = !now.isBefore(lookedAgain.plus(limits.every));
    // Read before: a failure of the hub's own database is none of the partner's.
    var known = parts.taken.mark(partner, table.name());
    var found = database.work(session -> find(session, known, now, again));
    var orders = orders(found);
    var before =
        parts.taken.known(
            partner, table.name(), found.rows.stream().map(RowConsumer::key).distinct().toList());
    var answers = new ArrayList<Answer>();
    var left = new TreeSet<Long>();
    var news = 0;
    for (var row : found.rows) {
      var sameKey = before.getOrDefault(key(row), List.of());
      var same = sameKey.stream().filter(taken -> taken.seq() == row.seq()).findFirst();
      var taken = same.isPresent() ? compare(row, same.get()) : take(row, sameKey, orders.get(row));
      if (taken == null) {
        left.add(row.seq());
        continue;
      }
      if (same.isEmpty()) {
        before.computeIfAbsent(key(row), any -> new ArrayList<>(1)).add(taken);
        news++;
      }
      if (row.state() == declared.state().fresh()) {
        answers.add(new Answer(row, taken));
      }
    }
    answer(answers);
    keep(found, left, now);
    if (again) {
      lookedAgain = now;
    }
    return news + (found.fresh == BATCH ? 1 : 0);
  }

  private Found find(
      PartnerDatabase.Session session, Optional<Mark> known, Instant now, boolean again) {
    var reader = new RowReader(session, table);
    var mark = known.orElseGet(() -> begin(reader, now));
    var rows = new TreeMap<String, Row>();
    var fresh = reader.after(mark.high(), BATCH);
    fresh.forEach(row -> rows.put(place(row), row));
    reader.in(mark.gaps(), BATCH).forEach(row -> rows.put(place(row), row));
    if (again) {
      reader
          .again(mark.high() - limits.overlap, mark.high(), limits.overlap + BATCH)
          .forEach(row -> rows.putIfAbsent(place(row), row));
    }
    var answered = new HashMap<Row, String>();
    var list = List.copyOf(rows.values());
    table
        .answers()
        .ifPresent(
            answers ->
                list.forEach(
                    row ->
                        reader
                            .answered(answers, row.content())
                            .ifPresent(key -> answered.put(row, key))));
    return new Found(mark, list, fresh.size(), answered);
  }

  /** The first look: what is there already is new, and some below it may yet come. */
  private Mark begin(RowReader reader, Instant now) {
    var lowest = reader.lowest();
    if (lowest.isEmpty()) {
      return new Mark(0, Gaps.NONE);
    }
    var below = lowest.get() - 1;
    var from = Math.max(0, below - limits.overlap);
    return new Mark(below, Gaps.NONE.after(from, List.of(lowest.get()), now));
  }

  /** Rows in the order of their numbers; those of one number in that of their keys. */
  private static String place(Row row) {
    return "%020d %s".formatted(row.seq(), row.key());
  }

  private static String key(Row row) {
    return row.key() == null ? "#" + row.seq() : row.key();
  }

  private Map<Row, String> orders(Found found) {
    if (found.answered.isEmpty()) {
      return Map.of();
    }
    var orders =
        parts.sent.orders(
            partner, table.answers().orElseThrow().table(), new HashSet<>(found.answered.values()));
    var byRow = new HashMap<Row, String>();
    found.answered.forEach((row, key) -> byRow.put(row, orders.get(key)));
    return byRow;
  }

  /** Lets the route record a row that was not taken before; {@code null} if that did not work. */
  private Taken take(Row row, List<Taken> sameKey, String orderNo) {
    var fresh = new Taken(key(row), row.seq(), digests(row), "ACCEPTED", null);
    return transaction.execute(
        status -> {
          if (!parts.taken.take(partner, table.name(), fresh)) {
            return takenMeanwhile(fresh);
          }
          if (!sameKey.isEmpty()) {
            return repeat(row, sameKey.get(0), fresh, orderNo);
          }
          if (row.fault() != null) {
            return refuse(row, fresh);
          }
          var exchange = pass(row, orderNo);
          if (!run(exchange)) {
            status.setRollbackOnly();
            return null;
          }
          var taken = outcome(exchange, fresh);
          parts.taken.outcome(partner, table.name(), taken);
          return taken;
        });
  }

  /** Another hub was faster; what came of it there is answered. */
  private Taken takenMeanwhile(Taken row) {
    return parts
        .taken
        .known(partner, table.name(), List.of(row.key()))
        .getOrDefault(row.key(), List.of())
        .stream()
        .filter(taken -> taken.seq() == row.seq())
        .findFirst()
        .orElse(row);
  }

  /** A row that no mapping may see: it is archived with the reason, and goes back with it. */
  private Taken refuse(Row row, Taken fresh) {
    var taken = said(fresh, "FAILED", row.fault());
    parts.inbox.archive(message(row), row.fault(), Inbox.Verdict.NONE);
    parts.taken.outcome(partner, table.name(), taken);
    LOG.warn("{}: row {} of {} refused: {}", getRouteId(), row.seq(), table.name(), row.fault());
    return taken;
  }

  private Inbox.Message message(Row row) {
    return new Inbox.Message(
        partner, getRouteId(), parts.clock.now(), "application/json", bytes(row), null, false);
  }

  private static Taken outcome(Exchange exchange, Taken fresh) {
    var unreadable = exchange.getProperty(Steps.UNREADABLE, String.class);
    if (unreadable != null) {
      return said(fresh, "FAILED", unreadable);
    }
    if (exchange.getProperty(Steps.REJECTED, 0, int.class) > 0) {
      var rows = exchange.getMessage().getBody(JsonNode.class);
      return said(fresh, "FAILED", rows.path(0).path("reason").asText());
    }
    var accepted = exchange.getProperty(Steps.ACCEPTED, Boolean.class);
    if (accepted != null) {
      var answer = exchange.getMessage().getBody(String.class);
      return said(fresh, accepted ? "ACCEPTED" : "FAILED", answer);
    }
    return exchange.getProperty(Steps.WAITING, 0, int.class) > 0
        ? said(fresh, "TAKEN", null)
        : fresh;
  }

  private static Taken said(Taken row, String outcome, String reason) {
    return new Taken(row.key(), row.seq(), row.digests(), outcome, reason);
  }

  /**
   * The same key once more, under another number: recognised, answered as before, and told if it
   * says otherwise.
   */
  private Taken repeat(Row row, Taken first, Taken fresh, String orderNo) {
    var changed = changed(first.digests(), fresh.digests());
    if (!changed.isEmpty()) {
      tell(
          row,
          orderNo,
          changed,
          "主键与先前一行相同而内容不同",
          "has the key of an earlier row and says otherwise");
    }
    var taken = said(fresh, first.outcome(), first.reason());
    parts.taken.outcome(partner, table.name(), taken);
    return taken;
  }

  /** A row that was taken before: nothing to do, unless it was edited since. */
  private Taken compare(Row row, Taken before) {
    var now = digests(row);
    var changed = changed(before.digests(), now);
    if (!changed.isEmpty()) {
      transaction.executeWithoutResult(
          status -> {
            parts.taken.edited(
                partner, table.name(), new Taken(before.key(), row.seq(), now, "", null));
            tell(row, null, changed, "一行在取走后被改动", "was edited after it was taken");
          });
    }
    return before;
  }

  /** Puts before people what is not applied: which row, which columns, never their values. */
  private void tell(Row row, String orderNo, Set<String> columns, String zh, String en) {
    var names = String.join(", ", columns);
    var order = orderNo == null ? table.answers().map(a -> orderOf(row)).orElse(null) : orderNo;
    LOG.warn("{}: row {} of {} {}: {}", getRouteId(), row.seq(), table.name(), en, names);
    var item =
        JsonNodeFactory.instance
            .objectNode()
            .put("orderNo", order == null ? "" : order)
            .put(
                "unmapped",
                "%s，未采用：%s %s %d，列 %s / %s, not applied: columns %s"
                    .formatted(zh, table.name(), declared.sequence(), row.seq(), names, en, names))
            .put("row", key(row))
            .put("digest", Digest.sm3(bytes(row)));
    parts.inbox.record(message(row), JsonNodeFactory.instance.arrayNode().add(item));
  }

  private String orderOf(Row row) {
    var key =
        database.work(
            session ->
                new RowReader(session, table)
                    .answered(table.answers().orElseThrow(), row.content()));
    return key.map(
            k ->
                parts
                    .sent
                    .orders(partner, table.answers().orElseThrow().table(), List.of(k))
                    .get(k))
        .orElse(null);
  }

  /** What a row says, column by column; its number and its state are not part of it. */
  private Map<String, String> digests(Row row) {
    var digests = new TreeMap<String, String>();
    for (var field : row.content().properties()) {
      var name = field.getKey();
      if (!name.equals(declared.sequence())
          && !name.equals(declared.state().column())
          && !name.equals(declared.state().reason())) {
        digests.put(name, Digest.sm3(field.getValue().asText()).substring(0, 16));
      }
    }
    return digests;
  }

  private static Set<String> changed(Map<String, String> before, Map<String, String> now) {
    var changed = new TreeSet<String>();
    var names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    for (var name : names) {
      if (!Objects.equals(before.get(name), now.get(name))) {
        changed.add(name);
      }
    }
    return changed;
  }

  private void answer(List<Answer> answers) {
    if (answers.isEmpty()) {
      return;
    }
    var state = declared.state();
    database.work(
        session -> {
          var reader = new RowReader(session, table);
          for (var answer : answers) {
            var code =
                switch (answer.taken.outcome()) {
                  case "ACCEPTED" -> state.accepted();
                  case "TAKEN" -> state.taken();
                  default -> state.failed().get(0);
                };
            reader.acknowledge(answer.row, code, answer.taken.reason());
          }
          return null;
        });
  }

  /** Remembers how far the table has been read. */
  private void keep(Found found, Set<Long> left, Instant now) {
    var before = found.from;
    var come = found.rows.stream().map(Row::seq).toList();
    var high = come.stream().reduce(before.high(), Math::max);
    var gaps =
        before
            .gaps()
            .after(before.high(), come, now)
            .without(come)
            .with(left, now)
            .since(now.minus(limits.gaps));
    if (high != before.high() || !gaps.equals(before.gaps())) {
      parts.taken.keep(partner, table.name(), new Mark(high, gaps));
    }
  }
}
