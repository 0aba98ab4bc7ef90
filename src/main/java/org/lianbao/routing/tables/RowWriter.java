package org.lianbao.routing.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lianbao.mapping.MappingFault;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.partners.ExchangeTables.Table;
import org.lianbao.routing.tables.PartnerDatabase.Session;
import org.lianbao.routing.tables.SentRows.Sent;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the rows of an order, all in one transaction of the partner's database. A row that was
 * written before is not written again; one that says something else of the same thing is never
 * changed: a copy takes the old one back, then comes a fresh row.
 */
@Component
class RowWriter {

  private static final int MOST_FAULTS = 20;
  private static final String CORRECTED = "数据更正，以新行为准";
  private static final String FAILED = "上次上报未通过，重新上报";

  private final PartnerDatabases databases;
  private final SentRows sent;
  private final TransactionTemplate transaction;

  RowWriter(PartnerDatabases databases, SentRows sent, PlatformTransactionManager transactions) {
    this.databases = databases;
    this.sent = sent;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** What was written: rows not there before, rows known already, rows that replaced others. */
  record Written(int added, int known, int replaced) {}

  /** A row to be written, and what is known of its like. */
  private record Plan(Table table, ObjectNode values, Sent row, Optional<Sent> before) {

    boolean isKnown() {
      return before.isPresent() && before.get().key().equals(row.key());
    }
  }

  /**
   * Writes rows.
   *
   * @param rows {@code {TABLE: [{COLUMN: value, …}, …], …}}
   * @throws MappingFault naming table, row, column and mend if rows do not fit; nothing is written
   * @throws TablesFault if the database cannot take them now
   */
  Written write(String partner, String orderNo, int revision, JsonNode rows) {
    var database = databases.of(partner);
    database.work(session -> fit(session, rows));
    return transaction.execute(
        status -> {
          var plans = plans(partner, orderNo, revision, database.tables(), rows);
          database.work(session -> write(session, plans));
          plans.stream().filter(plan -> !plan.isKnown()).forEach(plan -> sent.add(plan.row));
          return told(plans);
        });
  }

  /**
   * Writes a row of ours once more, as it was: a copy takes it back, then comes a fresh one. For a
   * row that failed for a reason which has gone.
   */
  void renew(String partner, SentRows.Sent row) {
    var database = databases.of(partner);
    transaction.executeWithoutResult(
        status -> {
          sent.lock(partner, List.of(row.table() + " " + row.identity()));
          var latest = sent.latest(partner, row.table(), row.identity());
          if (latest.isEmpty() || latest.get().edition() != row.edition()) {
            return;
          }
          var next = row.next(row.orderNo(), row.digest(), 0);
          var table = database.tables().tables().get(row.table());
          database.work(
              session -> {
                takeBack(session, table, row.key(), FAILED);
                return copy(session, table, row.key(), next.key(), null);
              });
          sent.add(next);
        });
  }

  private static Void fit(Session session, JsonNode rows) {
    var tables = session.layout().declared();
    var fit = new RowFit(session.layout().charset());
    var faults = new ArrayList<String>();
    if (!rows.isObject() || rows.isEmpty()) {
      faults.add("映射应给出 {表: [行, …]} / the mapping must give {TABLE: [row, …]}");
    }
    for (var entry : rows.properties()) {
      var table = tables.tables().get(entry.getKey());
      if (table == null || !table.writtenByHub()) {
        faults.add(
            "%s：清单里没有这张由枢纽写的表 → 改正表名 / %s: the manifest has no such table for the hub to write → mend the name"
                .formatted(entry.getKey(), entry.getKey()));
        continue;
      }
      if (!entry.getValue().isArray()) {
        faults.add(
            "%s：应为行的列表 → 写成 […] / %s: must be a list of rows → write […]"
                .formatted(table.name(), table.name()));
        continue;
      }
      var seen = new HashSet<String>();
      for (var i = 0; i < entry.getValue().size(); i++) {
        var row = entry.getValue().get(i);
        fit.row(table, i + 1, row, ours(tables));
        if (!seen.add(identity(table, row))) {
          faults.add(
              "%s[%d]：与前面一行说的是同一件事（%s） → 去重 / %s[%d]: about the same thing as a row before it → leave one out"
                  .formatted(
                      table.name(),
                      i + 1,
                      String.join(", ", table.identity()),
                      table.name(),
                      i + 1));
        }
      }
    }
    faults.addAll(fit.faults());
    if (!faults.isEmpty()) {
      throw new MappingFault(
          String.join("\n", faults.subList(0, Math.min(MOST_FAULTS, faults.size()))));
    }
    return null;
  }

  /** The columns the hub fills by itself. */
  private static List<String> ours(ExchangeTables tables) {
    return List.of(
        tables.key(),
        tables.sequence(),
        tables.state().column(),
        tables.state().reason(),
        tables.validity().column(),
        tables.validity().reason());
  }

  private List<Plan> plans(
      String partner, String orderNo, int revision, ExchangeTables tables, JsonNode rows) {
    var things = new ArrayList<String>();
    for (var entry : rows.properties()) {
      var table = tables.tables().get(entry.getKey());
      entry.getValue().forEach(row -> things.add(table.name() + " " + identity(table, row)));
    }
    sent.lock(partner, things);
    var plans = new ArrayList<Plan>();
    for (var entry : rows.properties()) {
      var table = tables.tables().get(entry.getKey());
      for (var row : entry.getValue()) {
        plans.add(plan(partner, orderNo, revision, table, (ObjectNode) row));
      }
    }
    return plans;
  }

  private Plan plan(String partner, String orderNo, int revision, Table table, ObjectNode values) {
    var identity = identity(table, values);
    var digest = Digest.sm3(Json.canonical(values.deepCopy().without(table.unimportant())));
    var before = sent.latest(partner, table.name(), identity);
    if (before.isPresent() && before.get().digest().equals(digest) && !before.get().failed()) {
      return new Plan(table, values, before.get(), before);
    }
    var row =
        before
            .map(earlier -> earlier.next(orderNo, digest, revision))
            .orElseGet(
                () ->
                    new Sent(
                        partner,
                        table.name(),
                        identity,
                        0,
                        RowKey.of(orderNo, table.name(), revision, identity, 0),
                        orderNo,
                        digest,
                        "SENT"));
    return new Plan(table, values, row, before);
  }

  private static String identity(Table table, JsonNode row) {
    return table.identity().stream()
        .map(column -> row.path(column).asText())
        .collect(Collectors.joining("|"));
  }

  private static Void write(Session session, List<Plan> plans) {
    for (var plan : plans) {
      if (!plan.isKnown()) {
        plan.before.ifPresent(
            before ->
                takeBack(session, plan.table, before.key(), before.failed() ? FAILED : CORRECTED));
      }
      // One that is known may have been lost over there; where it is not, nothing is inserted.
      insert(session, plan);
    }
    return null;
  }

  private static void insert(Session session, Plan plan) {
    var tables = session.layout().declared();
    var values = plan.values.deepCopy();
    values.put(tables.key(), plan.row.key());
    values.put(tables.validity().column(), tables.validity().valid());
    values.put(tables.state().column(), tables.state().fresh());
    var columns =
        plan.table.columns().values().stream()
            .filter(column -> values.hasNonNull(column.name()))
            .toList();
    var layout = session.layout();
    var name = plan.table.name();
    var insert =
        session
            .jdbc()
            .sql(
                "insert into %s (%s) select %s where not exists (select 1 from %s where %s = :own)"
                    .formatted(
                        layout.table(name),
                        columns.stream()
                            .map(column -> layout.column(name, column.name()))
                            .collect(Collectors.joining(", ")),
                        columns.stream().map(Values::cast).collect(Collectors.joining(", ")),
                        layout.table(name),
                        layout.column(name, tables.key())))
            .param("own", plan.row.key());
    for (var column : columns) {
      insert = insert.param(column.name(), Values.sql(column, values.get(column.name())));
    }
    insert.update();
  }

  private static void takeBack(Session session, Table table, String key, String reason) {
    copy(session, table, key, RowKey.invalid(key), reason);
  }

  /** Inserts a copy of a row under another key, new and valid, or invalid for a reason. */
  private static int copy(Session session, Table table, String from, String to, String invalidFor) {
    var tables = session.layout().declared();
    var layout = session.layout();
    var kept =
        table.columns().keySet().stream()
            .filter(column -> !ours(tables).contains(column))
            .map(column -> layout.column(table.name(), column))
            .collect(Collectors.joining(", "));
    var own =
        List.of(
                tables.key(),
                tables.state().column(),
                tables.validity().column(),
                tables.validity().reason())
            .stream()
            .map(column -> layout.column(table.name(), column))
            .collect(Collectors.joining(", "));
    var key = layout.column(table.name(), tables.key());
    var name = layout.table(table.name());
    return session
        .jdbc()
        .sql(
            """
            insert into %1$s (%2$s, %3$s)
            select cast(:to as text), :fresh, :validity, cast(:reason as text), %3$s
            from %1$s t where t.%4$s = :from
              and not exists (select 1 from %1$s where %4$s = :to)
            limit 1
            """
                .formatted(name, own, kept, key))
        .param("to", to)
        .param("fresh", tables.state().fresh())
        .param(
            "validity",
            invalidFor == null ? tables.validity().valid() : tables.validity().invalid())
        .param("reason", invalidFor)
        .param("from", from)
        .update();
  }

  private static Written told(List<Plan> plans) {
    var known = (int) plans.stream().filter(Plan::isKnown).count();
    var replaced = (int) plans.stream().filter(p -> !p.isKnown() && p.before.isPresent()).count();
    return new Written(plans.size() - known - replaced, known, replaced);
  }

  /** What routes see of it. */
  static JsonNode document(Written written) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("added", written.added)
        .put("known", written.known)
        .put("replaced", written.replaced);
  }
}
