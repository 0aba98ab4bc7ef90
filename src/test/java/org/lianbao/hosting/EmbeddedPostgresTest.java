package org.lianbao.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

  @TempDir Path data;

  @Test
  void promisesFullDurabilityOnLoopbackOnly() throws Exception {
    try (var folder = DataFolder.open(data);
        var server = EmbeddedPostgres.start(folder)) {
      assertThat(show(server, "fsync")).isEqualTo("on");
      assertThat(show(server, "synchronous_commit")).isEqualTo("on");
      assertThat(show(server, "full_page_writes")).isEqualTo("on");
      assertThat(show(server, "data_checksums")).isEqualTo("on");
      assertThat(show(server, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(show(server, "server_encoding")).isEqualTo("UTF8");
      assertThatThrownBy(() -> DriverManager.getConnection(server.url(), server.user(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void findsItsDataAgainAndLeavesNoProcessBehind() throws Exception {
    ProcessHandle first;
    try (var folder = DataFolder.open(data);
        var server = EmbeddedPostgres.start(folder)) {
      first = running();
      execute(server, "create table kept (what text)");
      execute(server, "insert into kept values ('a row')");
    }
    assertThat(first.isAlive()).isFalse();
    try (var folder = DataFolder.open(data);
        var server = EmbeddedPostgres.start(folder)) {
      assertThat(query(server, "select what from kept")).isEqualTo("a row");
    }
  }

  @Test
  void takesOverFromAHubKilledOutright() throws Exception {
    var hub = HolderProcess.start(data);
    var orphan = running();
    hub.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    assertThat(orphan.isAlive()).as("the server a killed hub leaves").isTrue();

    try (var folder = DataFolder.open(data);
        var server = EmbeddedPostgres.start(folder)) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(query(server, "select kept from promise")).isEqualTo("committed before kill -9");
    }
  }

  @Test
  void stopsALeftoverServerWithoutStartingAnother() throws Exception {
    var hub = HolderProcess.start(data);
    var orphan = running();
    hub.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

    EmbeddedPostgres.stopLeftover(data);

    assertThat(orphan.isAlive()).isFalse();
    assertThat(data.resolve("postgres/server/postmaster.pid")).doesNotExist();
  }

  @Test
  void sparesAStrangerWhoseProcessNumberStandsInAStaleFile() throws Exception {
    try (var folder = DataFolder.open(data)) {
      EmbeddedPostgres.start(folder).close();
      var stranger = new ProcessBuilder("sleep", "60").start();
      try {
        var directory = data.resolve("postgres/server");
        Files.write(
            directory.resolve("postmaster.pid"),
            List.of(Long.toString(stranger.pid()), directory.toString(), "1700000000", "5432"));
        try (var server = EmbeddedPostgres.start(folder)) {
          assertThat(query(server, "select 1")).isEqualTo("1");
        }
        assertThat(stranger.isAlive()).isTrue();
      } finally {
        stranger.destroyForcibly();
      }
    }
  }

  @Test
  void startsAgainOnTheSamePortWhenItsProcessDies() throws Exception {
    try (var folder = DataFolder.open(data);
        var server = EmbeddedPostgres.start(folder)) {
      var url = server.url();
      execute(server, "create table kept (what text)");
      var first = running();
      first.destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> query(server, "select count(*) from kept").equals("0"));
      assertThat(server.url()).isEqualTo(url);
      assertThat(running().pid()).isNotEqualTo(first.pid());
    }
  }

  /** As on a full disk: it dies, and nothing can start until somebody has made room. */
  @Test
  void triesToStartAgainUntilItCan() throws Exception {
    try (var folder = DataFolder.open(data);
        var server = EmbeddedPostgres.start(folder)) {
      execute(server, "create table kept (what text)");
      var settings = data.resolve("postgres/server/postgresql.conf");
      var aside = Files.move(settings, data.resolve("postgresql.conf"));
      running().destroyForcibly();
      var log = data.resolve("log/postgres.log");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Files.readString(log).split("postgresql.conf", -1).length > 3);

      Files.move(aside, settings);

      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> query(server, "select count(*) from kept").equals("0"));
    }
  }

  @Test
  void beginsAfreshAfterAHalfMadeDatabase() throws Exception {
    Files.createDirectories(data.resolve("postgres/server.new/base"));
    Files.writeString(data.resolve("postgres/server.new/base/1"), "half");
    try (var folder = DataFolder.open(data);
        var server = EmbeddedPostgres.start(folder)) {
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
  }

  private ProcessHandle running() throws IOException {
    var directory = data.resolve("postgres/server");
    return PostmasterFile.in(directory).flatMap(file -> file.server(directory)).orElseThrow();
  }

  private static String show(EmbeddedPostgres server, String setting) throws SQLException {
    return query(server, "show " + setting);
  }

  private static String query(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
