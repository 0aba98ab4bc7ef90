package org.lianbao.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lianbao.cases.Cases;
import org.lianbao.cases.Cases.OrderOfCase;
import org.lianbao.cases.Told;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.springframework.transaction.support.TransactionTemplate;

/** The inbox over the case record: archive, recognise, match, wait, record. */
class CaseInbox implements Inbox, MessageArchive {

  private static final String UNKNOWN_ORDER =
      "UNKNOWN_ORDER: this partner has no order of that number yet";

  private static final int MOST_WAITING = 1_000;
  private static final int REASONS_SHOWN = 10;

  /** The power of two that is the longest time between two tries, 64 seconds. */
  private static final int LONGEST_WAIT = 6;

  private final InboxTable table;
  private final MessageTable messages;
  private final Cases cases;
  private final TransactionTemplate transaction;
  private final Clock clock;

  CaseInbox(
      InboxTable table,
      MessageTable messages,
      Cases cases,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.messages = messages;
    this.cases = cases;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Receipt record(Message message, JsonNode items) {
    var rejected = new ArrayList<Rejection>();
    var tidings = sorted(items, rejected);
    if (tidings.isEmpty() && (message.polled() && rejected.isEmpty())) {
      return new Receipt(0, 0, 0, List.of(), List.of());
    }
    return transaction.execute(
        status -> record(UUID.randomUUID(), message, tidings, rejected, true));
  }

  /** What a message says, each thing once; the rows that cannot be used apart. */
  private static List<Tiding> sorted(JsonNode items, List<Rejection> rejected) {
    var tidings = new LinkedHashMap<String, Tiding>();
    for (var item : items) {
      if (item.hasNonNull("reject")) {
        rejected.add(rejection(item));
      } else {
        var tiding = Tiding.of(item);
        var before = tidings.putIfAbsent(tiding.key(), tiding);
        if (before != null && before.differsFrom(tiding)) {
          var own = tiding.underItsOwnKey();
          tidings.putIfAbsent(own.key(), own);
        }
      }
    }
    return List.copyOf(tidings.values());
  }

  @Override
  public List<UUID> latest(String partner, int limit) {
    return messages.latest(partner, limit);
  }

  @Override
  public List<UUID> waiting(String partner, UUID after) {
    return messages.waiting(partner, after, MOST_WAITING);
  }

  @Override
  public List<Waiting> waits(String partner, int limit) {
    return messages.waits(partner, limit);
  }

  @Override
  public List<String> files(String partner, Instant since, int limit) {
    return messages.files(partner, since, limit);
  }

  @Override
  public Optional<Archived> read(UUID id) {
    return messages.read(id);
  }

  @Override
  public Receipt redrive(Archived archived, JsonNode items) {
    var rejected = new ArrayList<Rejection>();
    var tidings = sorted(items, rejected);
    return transaction.execute(
        status -> {
          if (!messages.lockWaiting(archived.id())) {
            return new Receipt(0, 0, 0, List.of(), List.of());
          }
          var receipt = record(archived.id(), archived.message(), tidings, rejected, false);
          messages.redriven(archived.id(), tidings.stream().map(Tiding::key).toList(), clock.now());
          return receipt;
        });
  }

  private Receipt record(
      UUID messageId,
      Message message,
      List<Tiding> tidings,
      List<Rejection> rejected,
      boolean first) {
    var orders =
        cases.orders(
            message.partner(),
            tidings.stream().map(Tiding::orderNo).filter(Objects::nonNull).distinct().toList());
    var repeats = first && !message.polled();
    var entries = entries(tidings, orders);
    var fresh = table.insert(messageId, message.partner(), entries, message.receivedAt(), repeats);
    var others = othersOfTheSameId(message.partner(), tidings, fresh);
    if (!others.isEmpty()) {
      var own = entries(others.stream().map(Tiding::underItsOwnKey).toList(), orders);
      entries.removeIf(entry -> others.contains(entry.tiding()));
      entries.addAll(own);
      fresh.addAll(table.insert(messageId, message.partner(), own, message.receivedAt(), repeats));
    }
    if (!first) {
      messages.isRead(messageId);
    } else if (!message.polled() || !fresh.isEmpty() || !rejected.isEmpty()) {
      messages.archive(messageId, message, rejected.isEmpty() ? null : reasons(rejected));
    }
    var told = new TreeMap<String, List<Told>>();
    var waiting = 0;
    for (var entry : entries) {
      if (!fresh.contains(entry.tiding().key())) {
        continue;
      }
      if (entry.waitsFor() == null) {
        var caseNo = orders.get(entry.tiding().orderNo()).caseNo();
        told.computeIfAbsent(caseNo, any -> new ArrayList<>()).add(entry.tiding().told());
      } else {
        waiting++;
      }
    }
    told.forEach(cases::tell);
    return new Receipt(
        fresh.size() - waiting,
        tidings.size() - fresh.size(),
        waiting,
        List.copyOf(rejected),
        List.copyOf(told.keySet()));
  }

  private static List<InboxTable.Entry> entries(
      List<Tiding> tidings, Map<String, OrderOfCase> orders) {
    return tidings.stream()
        .map(tiding -> new InboxTable.Entry(tiding, waitsFor(tiding, orders)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** What looks like a repeat by its event id and says something else; nothing of it is lost. */
  private List<Tiding> othersOfTheSameId(String partner, List<Tiding> tidings, Set<String> fresh) {
    var known =
        tidings.stream()
            .filter(tiding -> tiding.unclear() == null && !fresh.contains(tiding.key()))
            .toList();
    return known.isEmpty() ? known : table.differing(partner, known);
  }

  /** The first reasons, for whoever looks at the archived message. */
  private static String reasons(List<Rejection> rejected) {
    return rejected.stream()
        .limit(REASONS_SHOWN)
        .map(row -> (row.row() > 0 ? "第 " + row.row() + " 行：" : "") + row.reason())
        .collect(
            Collectors.joining(
                "；", "", rejected.size() > REASONS_SHOWN ? "；共 " + rejected.size() + " 行" : ""));
  }

  private static String waitsFor(Tiding tiding, Map<String, OrderOfCase> orders) {
    if (tiding.unclear() != null) {
      return tiding.unclear();
    }
    return orders.containsKey(tiding.orderNo()) ? null : UNKNOWN_ORDER;
  }

  private static Rejection rejection(JsonNode item) {
    return new Rejection(
        item.path("row").asInt(),
        item.hasNonNull("orderNo") ? item.get("orderNo").asText() : null,
        item.get("reject").asText());
  }

  @Override
  public void archive(Message message, String reason, Verdict verdict) {
    transaction.executeWithoutResult(
        status -> messages.archiveUnread(UUID.randomUUID(), message, reason, verdict));
  }

  /**
   * Tries waiting tidings again whose order may have come meanwhile.
   *
   * @return how many were taken up, recorded or not
   */
  int takeUpWaiting(int limit) {
    return transaction.execute(
        status -> {
          var now = clock.now();
          var due = table.lockDue(now, limit);
          var told = new TreeMap<String, List<Told>>();
          var byPartner = new HashMap<String, List<InboxTable.Waiting>>();
          due.forEach(
              waiting ->
                  byPartner
                      .computeIfAbsent(waiting.partner(), any -> new ArrayList<>())
                      .add(waiting));
          byPartner.forEach((partner, waiting) -> match(partner, waiting, told));
          told.forEach(cases::tell);
          return due.size();
        });
  }

  private void match(
      String partner, List<InboxTable.Waiting> waiting, Map<String, List<Told>> told) {
    var tidings = new LinkedHashMap<InboxTable.Waiting, Tiding>();
    waiting.forEach(one -> tidings.put(one, Tiding.of(Json.read(one.body(), JsonNode.class))));
    var orders =
        cases.orders(partner, tidings.values().stream().map(Tiding::orderNo).distinct().toList());
    tidings.forEach(
        (one, tiding) -> {
          var order = orders.get(tiding.orderNo());
          if (order == null) {
            var wait = Duration.ofSeconds(1L << Math.min(one.tries(), LONGEST_WAIT));
            table.tryLater(one, clock.now().plus(wait));
          } else {
            table.recorded(one);
            told.computeIfAbsent(order.caseNo(), any -> new ArrayList<>()).add(tiding.told());
          }
        });
  }
}
