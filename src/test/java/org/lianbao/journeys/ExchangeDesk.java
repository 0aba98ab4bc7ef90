package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A clerk at an exchange database of its owner: with {@code psql}, or with JDBC. */
record ExchangeDesk(Path passwordFile, int port, String database) {

  /** What psql, PostgreSQL's own client, prints for a statement: bare values, | between them. */
  String psql(String sql) {
    try {
      var process = started(sql);
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("psql said: %s", out).isZero();
      return out.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "psql is missing; ./lianbao test installs it, by hand: apt-get install postgresql-client",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process started(String sql) throws IOException {
    var builder =
        new ProcessBuilder(
            "psql",
            "-XAtq",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            "127.0.0.1",
            "-p",
            "" + port,
            "-U",
            "lianbao",
            "-d",
            database,
            "-c",
            "set search_path to " + database,
            "-c",
            sql);
    builder.environment().put("PGPASSWORD", password());
    builder.environment().put("PGCLIENTENCODING", "UTF8");
    return builder.redirectErrorStream(true).start();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s?currentSchema=%s".formatted(port, database, database),
        "lianbao",
        password());
  }

  private String password() {
    try {
      return Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
