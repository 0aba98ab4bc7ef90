package org.lianbao.routing.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.partners.ExchangeTables.Answers;
import org.lianbao.partners.ExchangeTables.Column;
import org.lianbao.partners.ExchangeTables.Table;
import org.lianbao.routing.tables.PartnerDatabase.Session;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The partner's side of exchange tables, for one who stands in for it: it takes the rows the hub
 * wrote, decides on them, writes its own and sees what the hub makes of these. It owns the
 * database, and may do there whatever a partner may.
 */
public final class PartnerSide implements AutoCloseable {

  private final ExchangeTables tables;
  private final Account owner;
  private final PartnerDatabase database;

  /** An account in a database of PostgreSQL. */
  public record Account(String url, String user, String password) {}

  /** A row by its table and its number there. */
  public record Place(String table, long number) {}

  /**
   * What the hub wrote in one transaction.
   *
   * @param rows {@code {TABLE: [row, …]}}: the valid ones, and those of other tables that they name
   *     by their identity; empty where only earlier rows were taken back
   * @param places of all rows that were written, in the order of the tables
   */
  public record Delivered(ObjectNode rows, List<Place> places) {}

  /** What the hub said of a row: a code of the state, and a reason where it gave one. */
  public record Said(int state, String reason) {}

  public PartnerSide(ExchangeTables tables, Account owner) {
    this.tables = tables;
    this.owner = owner;
    this.database =
        new PartnerDatabase(
            "partner-side",
            tables,
            (slug, key) ->
                Optional.of(
                    switch (key) {
                      case "db-url" -> owner.url;
                      case "db-user" -> owner.user;
                      default -> owner.password;
                    }));
  }

  /**
   * Makes the tables, anew where they differ from the manifest, and lets the hub in: it may insert
   * into its own, read all, set the state of the partner's, and nothing else. A key of the
   * partner's may stand there twice, since partners do write the same row twice.
   *
   * @throws IllegalArgumentException if the hub's account is the owner's own
   */
  public void open(String hub, String password) {
    if (hub == null || password == null || hub.equals(owner.user)) {
      throw new IllegalArgumentException(
          "db-user、db-password 要填，且 db-user 不能是 / must be set, and db-user not be " + owner.user);
    }
    var jdbc =
        JdbcClient.create(new DriverManagerDataSource(owner.url, owner.user, owner.password));
    if (!database.findings().isEmpty()) {
      make(jdbc);
    }
    var there =
        jdbc.sql("select 1 from pg_roles where rolname = ?").param(hub).query(Integer.class);
    if (there.optional().isEmpty()) {
      run(jdbc, "create role %I", hub);
    }
    run(jdbc, "alter role %I login password %L", hub, password);
    grant(jdbc, hub);
  }

  private void make(JdbcClient jdbc) {
    run(jdbc, "drop schema if exists %I cascade", schema());
    jdbc.sql(TablesInspection.sql(tables)).update();
    jdbc
        .sql(
            """
            select conrelid::regclass::text, quote_ident(conname) from pg_constraint
            where contype = 'u' and connamespace = cast(:schema as regnamespace)
            """)
        .param("schema", schema())
        .query((row, n) -> List.of(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .filter(found -> theirs().anyMatch(table -> names(found.get(0), table)))
        .forEach(
            found ->
                jdbc.sql("alter table %s drop constraint %s".formatted(found.get(0), found.get(1)))
                    .update());
  }

  private static boolean names(String found, Table table) {
    return found.replaceFirst(".*\\.", "").equalsIgnoreCase(table.name());
  }

  private void grant(JdbcClient jdbc, String hub) {
    var layout = LayoutCheck.check(jdbc, tables).layout().orElseThrow();
    run(jdbc, "grant usage on schema %I to %I", schema(), hub);
    for (var table : tables.tables().values()) {
      var name = layout.table(table.name());
      run(jdbc, "grant select on " + name + " to %I", hub);
      if (table.writtenByHub()) {
        run(jdbc, "grant insert on " + name + " to %I", hub);
        run(jdbc, "grant usage on sequence " + sequence(jdbc, layout, table) + " to %I", hub);
      } else {
        var columns =
            layout.column(table.name(), tables.state().column())
                + ", "
                + layout.column(table.name(), tables.state().reason());
        run(jdbc, "grant update (" + columns + ") on " + name + " to %I", hub);
      }
    }
  }

  private String sequence(JdbcClient jdbc, Layout layout, Table table) {
    return jdbc.sql("select pg_get_serial_sequence(:table, :column)")
        .param("table", layout.table(table.name()))
        .param("column", layout.column(table.name(), tables.sequence()).replace("\"", ""))
        .query(String.class)
        .single();
  }

  /** Runs a statement with names and values put in as PostgreSQL quotes them. */
  private static void run(JdbcClient jdbc, String statement, String... parts) {
    jdbc.sql(
            jdbc.sql("select format(:statement, variadic :parts::text[])")
                .param("statement", statement)
                .param("parts", parts)
                .query(String.class)
                .single())
        .update();
  }

  /** As the database calls it: the statements that make the tables quote no names. */
  private String schema() {
    return tables.schema().toLowerCase(Locale.ROOT);
  }

  private Stream<Table> ours() {
    return tables.tables().values().stream().filter(Table::writtenByHub);
  }

  private Stream<Table> theirs() {
    return tables.tables().values().stream().filter(table -> !table.writtenByHub());
  }

  /**
   * The rows of the hub that nobody has taken, transaction by transaction; they stand as taken
   * then.
   *
   * @throws TablesFault if the database is away
   */
  public List<Delivered> delivered() {
    return database.work(
        session -> {
          var delivered = new ArrayList<Delivered>();
          fresh(session).values().forEach(places -> delivered.add(delivered(session, places)));
          return delivered;
        });
  }

  /** In one statement, so that no transaction is seen by half. */
  private Map<Long, List<Place>> fresh(Session session) {
    var layout = session.layout();
    var sql =
        ours()
            .map(
                table ->
                    "select '%s' as t, t.xmin::text::bigint as tx, t.%s as seq from %s t where t.%s = :fresh"
                        .formatted(
                            table.name(),
                            layout.column(table.name(), tables.sequence()),
                            layout.table(table.name()),
                            layout.column(table.name(), tables.state().column())))
            .collect(Collectors.joining("\nunion all\n", "", "\norder by seq"));
    var byTransaction = new LinkedHashMap<Long, List<Place>>();
    session
        .jdbc()
        .sql(sql)
        .param("fresh", tables.state().fresh())
        .query(
            (row, n) ->
                byTransaction
                    .computeIfAbsent(row.getLong("tx"), any -> new ArrayList<>())
                    .add(new Place(row.getString("t"), row.getLong("seq"))))
        .list();
    return byTransaction;
  }

  private Delivered delivered(Session session, List<Place> places) {
    var rows = JsonNodeFactory.instance.objectNode();
    var written = new ArrayList<Place>();
    for (var table : ours().toList()) {
      for (var place : places) {
        if (place.table.equals(table.name())) {
          state(session, place, new Said(tables.state().taken(), null));
          written.add(place);
          var row = row(session, place);
          if (row.path(tables.validity().column()).asInt() != tables.validity().invalid()) {
            rows.withArray(table.name()).add(row);
          }
        }
      }
    }
    named(session, rows);
    return new Delivered(rows, written);
  }

  /** Rows written earlier that these rows are about, such as the project of a second item. */
  private void named(Session session, ObjectNode rows) {
    var given = rows.deepCopy();
    for (var table : ours().filter(table -> !given.has(table.name())).toList()) {
      var by = new Answers(table.name(), table.identity());
      Stream.of(given)
          .flatMap(each -> each.properties().stream())
          .map(each -> each.getValue().path(0))
          .flatMap(row -> known(session, table, by, (ObjectNode) row).stream())
          .findFirst()
          .ifPresent(row -> rows.withArray(table.name()).add(row));
    }
  }

  private Optional<ObjectNode> known(Session session, Table table, Answers by, ObjectNode row) {
    var reader = new RowReader(session, table);
    return reader
        .answered(by, row)
        .flatMap(key -> reader.byKey(List.of(key)).stream().findFirst())
        .map(RowReader.Row::content);
  }

  private ObjectNode row(Session session, Place place) {
    var reader = new RowReader(session, tables.tables().get(place.table));
    return reader.after(place.number - 1, 1).get(0).content();
  }

  /**
   * Says what became of a row of the hub.
   *
   * @throws TablesFault if the database is away
   */
  public void decide(Place place, Said said) {
    work(
        session -> {
          state(session, place, said);
          return null;
        });
  }

  private void state(Session session, Place place, Said said) {
    var layout = session.layout();
    session
        .jdbc()
        .sql(
            "update %s set %s = :state, %s = :reason where %s = :seq"
                .formatted(
                    layout.table(place.table),
                    layout.column(place.table, tables.state().column()),
                    layout.column(place.table, tables.state().reason()),
                    layout.column(place.table, tables.sequence())))
        .param("state", said.state)
        .param("reason", said.reason)
        .param("seq", place.number)
        .update();
  }

  /**
   * Writes a row of the partner's, as new. Columns the manifest does not declare are left out.
   *
   * @param number its number; {@code null} lets the database give the next one
   * @throws TablesFault if the database is away
   * @throws IllegalArgumentException if the row does not fit the table
   */
  public Place write(String table, ObjectNode row, Long number) {
    var values = row.deepCopy();
    values.put(tables.state().column(), tables.state().fresh());
    values.remove(List.of(tables.sequence(), tables.state().reason()));
    if (number != null) {
      values.put(tables.sequence(), number);
    }
    return work(session -> insert(session, tables.tables().get(table), values));
  }

  private Place insert(Session session, Table table, ObjectNode values) {
    var layout = session.layout();
    var columns =
        table.columns().values().stream().filter(each -> values.hasNonNull(each.name())).toList();
    var insert =
        session
            .jdbc()
            .sql(
                "insert into %s (%s) values (%s) returning %s"
                    .formatted(
                        layout.table(table.name()),
                        columns.stream()
                            .map(column -> layout.column(table.name(), column.name()))
                            .collect(Collectors.joining(", ")),
                        columns.stream().map(Values::cast).collect(Collectors.joining(", ")),
                        layout.column(table.name(), tables.sequence())));
    for (var column : columns) {
      insert = insert.param(column.name(), Values.sql(column, values.get(column.name())));
    }
    return new Place(table.name(), insert.query(Long.class).single());
  }

  /**
   * Takes numbers that rows written later may have, the lowest first, as transactions do that begin
   * early and commit late.
   *
   * @throws TablesFault if the database is away
   */
  public List<Long> reserve(String table, int count) {
    return work(
        session ->
            session
                .jdbc()
                .sql(
                    "select nextval(cast(:sequence as regclass)) from generate_series(1, :count) order by 1")
                .param(
                    "sequence",
                    sequence(session.jdbc(), session.layout(), tables.tables().get(table)))
                .param("count", count)
                .query(Long.class)
                .list());
  }

  /**
   * What the hub said of a row of the partner's; nothing as long as it stands as new.
   *
   * @throws TablesFault if the database is away
   */
  public Optional<Said> said(Place place) {
    return work(
        session -> {
          var row = row(session, place);
          var state = row.path(tables.state().column()).asInt(tables.state().fresh());
          return state == tables.state().fresh()
              ? Optional.empty()
              : Optional.of(new Said(state, row.path(tables.state().reason()).asText(null)));
        });
  }

  /**
   * Changes a row after it was written, which nobody may: the last text that says something.
   *
   * @return the column that was changed; nothing if there is none
   * @throws TablesFault if the database is away
   */
  public Optional<String> edit(Place place) {
    return work(
        session -> {
          var row = row(session, place);
          var column = lastText(tables.tables().get(place.table), row);
          column.ifPresent(
              name ->
                  session
                      .jdbc()
                      .sql(
                          "update %s set %s = '改' where %s = :seq"
                              .formatted(
                                  session.layout().table(place.table),
                                  session.layout().column(place.table, name),
                                  session.layout().column(place.table, tables.sequence())))
                      .param("seq", place.number)
                      .update());
          return column;
        });
  }

  private Optional<String> lastText(Table table, JsonNode row) {
    var kept =
        Stream.concat(
                Stream.of(tables.key(), tables.state().reason(), tables.validity().reason()),
                table.answers().stream().flatMap(answers -> answers.by().stream()))
            .toList();
    return table.columns().values().stream()
        .map(Column::name)
        .filter(name -> row.path(name).isTextual() && !kept.contains(name))
        .filter(name -> isText(table.columns().get(name)))
        .reduce((before, last) -> last);
  }

  private static boolean isText(Column column) {
    return column.type() == ExchangeTables.Type.VARCHAR
        || column.type() == ExchangeTables.Type.TEXT;
  }

  private <T> T work(Function<Session, T> work) {
    try {
      return database.work(work);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("时间写法不对 / a time is not ISO-8601", e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
