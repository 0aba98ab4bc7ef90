package org.lianbao.routing.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.lianbao.Rooms;
import org.lianbao.TestDatabase;
import org.lianbao.callbacks.Inbox;
import org.lianbao.callbacks.Polls;
import org.lianbao.partners.ManifestCheck;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** A partner with two exchange tables in a schema of its own, and the hub's side of them. */
final class Desk implements AutoCloseable {

  private static final String MANIFEST =
      """
      name: {zh: 测试单位, en: Test partner}
      suffix: T
      roles: [utility:TEST]
      takes: [connect]
      sees: [/application]
      retry: {first: 500ms, factor: 2, max: 5m, giveUpAfter: 3d, jitter: 0.1}
      tables:
        schema: px
        key: PKEY
        sequence: SEQ
        state: {column: ST, new: 0, taken: 1, accepted: 3, failed: [2, -1], reason: WHY}
        validity: {column: OK, valid: 1, invalid: 0, reason: WHYNOT}
        common:
          SEQ: bigint
          PKEY: varchar(36)
          ST: smallint
          WHY: varchar(20)
          OK: smallint
          WHYNOT: varchar(50)
        each:
          ASKED:
            zh: 去
            en: Out
            writer: hub
            identity: ["NO"]
            unimportant: [AT]
            columns: {NO: varchar(20) required, NAME: varchar(5), PRICE: "numeric(6,2)", DAY: date,
                      AT: timestamp, COUNT: smallint}
          ANSWERED:
            zh: 回
            en: In
            writer: partner
            answers: {table: ASKED, by: ["NO"]}
            columns: {NO: varchar(20), WORDS: varchar(50), AT: timestamp}
      settings:
        db-url: {zh: 地址, en: Address}
        db-user: {zh: 账号, en: Account}
        db-password: {zh: 口令, en: Password}
      """;

  /** Without the superuser the test database names in its address. */
  private static final String SERVER = TestDatabase.url().replaceFirst("[?].*", "");

  final Rooms rooms = new Rooms();
  final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());
  final PartnerDatabases databases;
  final SentRows sent;
  final RowWriter writer;
  final TableComponent component;
  private String url = SERVER;

  Desk() {
    var partners = new OnePartner(partner());
    PartnerSettings settings =
        (slug, key) ->
            Optional.ofNullable(
                switch (key) {
                  case "db-url" -> url;
                  case "db-user" -> "px_hub";
                  default -> "secret";
                });
    var clock = rooms.bean(Clock.class);
    var transactions = rooms.bean(PlatformTransactionManager.class);
    databases = new PartnerDatabases(partners, settings);
    sent = new SentRows(jdbc, clock);
    writer = new RowWriter(databases, sent, transactions);
    component =
        new TableComponent(
            databases,
            writer,
            sent,
            new TakenRows(jdbc, clock),
            rooms.bean(Inbox.class),
            rooms.bean(Polls.class),
            transactions,
            clock);
    build();
  }

  /** Who has one partner knows all. */
  private record OnePartner(Partner partner) implements Partners {
    @Override
    public List<Partner> all() {
      return List.of(partner);
    }

    @Override
    public Optional<Partner> find(String slug) {
      return Optional.of(partner).filter(it -> it.slug().equals(slug));
    }

    @Override
    public Optional<Partner> taking(String role, String kind) {
      return Optional.empty();
    }

    @Override
    public Optional<Partner> playing(String role) {
      return Optional.empty();
    }
  }

  private static Partner partner() {
    try {
      var routes = Files.createTempDirectory("lianbao-desk");
      Files.writeString(
          Files.createDirectory(routes.resolve("acme")).resolve("partner.yaml"), MANIFEST);
      var manifests = new ManifestCheck(routes, field -> true);
      return manifests
          .partner("acme")
          .orElseThrow(() -> new AssertionError(manifests.findings().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tables as they should be, empty, and nothing remembered of any. */
  void build() {
    run("drop schema if exists px cascade");
    run("delete from exchange_mark where partner = 'acme'");
    run("delete from exchange_taken where partner = 'acme'");
    run("delete from exchange_sent where partner = 'acme'");
    run("delete from inbox_event where partner = 'acme'");
    run("delete from inbox_message where partner = 'acme'");
    run(
        "do $$ begin create role px_hub login password 'secret';"
            + " exception when duplicate_object then null; end $$");
    run("create schema px");
    var head =
        "seq bigserial primary key, pkey varchar(36) not null, st smallint not null default 0,"
            + " why varchar(20), ok smallint not null default 1, whynot varchar(50), no varchar(20), ";
    run(
        "create table px.asked ("
            + head
            + "name varchar(5), price numeric(6,2), day date,"
            + " at timestamp, count smallint, theirs text)");
    run("create table px.answered (" + head + "words varchar(50), at timestamp)");
    run("grant usage on schema px to px_hub");
    run("grant select, insert on px.asked to px_hub");
    run("grant usage on sequence px.asked_seq_seq to px_hub");
    run("grant select, update (st, why) on px.answered to px_hub");
  }

  void run(String sql) {
    jdbc.sql(sql).update();
  }

  /** What a query gives, as PostgreSQL writes rows. */
  List<String> rows(String query) {
    return jdbc.sql("select r::text from (" + query + ") r").query(String.class).list();
  }

  /** A row of the partner's; returns its number. */
  long answer(String key, String no, String words) {
    return jdbc.sql("insert into px.answered (pkey, no, words) values (?, ?, ?) returning seq")
        .params(key, no, words)
        .query(Long.class)
        .single();
  }

  /** A transaction of the partner's that has its number but has not committed. */
  Connection unfinished(String key) throws SQLException {
    var connection = TestDatabase.dataSource().getConnection();
    connection.setAutoCommit(false);
    try (var statement =
        connection.prepareStatement("insert into px.answered (pkey, words) values (?, 'late')")) {
      statement.setString(1, key);
      statement.executeUpdate();
    }
    return connection;
  }

  RowWriter.Written write(String orderNo, String rows) {
    return writer.write("acme", orderNo, 1, Json.read(rows, JsonNode.class));
  }

  void away(boolean away) {
    url = away ? "jdbc:postgresql://127.0.0.1:1/postgres" : SERVER;
    databases.close();
  }

  @Override
  public void close() {
    databases.close();
    rooms.close();
  }
}
