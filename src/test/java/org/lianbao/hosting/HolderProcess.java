package org.lianbao.hosting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;

/** A process of its own that works on a data folder until it is killed, as a hub does. */
public final class HolderProcess {

  private HolderProcess() {}

  public static void main(String[] arguments) throws Exception {
    var server = EmbeddedPostgres.start(DataFolder.open(Path.of(arguments[0])));
    try (var connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute("create table promise (kept text)");
      statement.execute("insert into promise values ('committed before kill -9')");
    }
    System.out.println("working");
    Thread.currentThread().join();
  }

  /** Starts it and returns once it has committed its row. */
  static Process start(Path data) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    HolderProcess.class.getName(),
                    data.toString()))
            .redirectErrorStream(true)
            .start();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("working")) {
        return process;
      }
    }
    throw new IOException("the holder ended before it was ready");
  }
}
