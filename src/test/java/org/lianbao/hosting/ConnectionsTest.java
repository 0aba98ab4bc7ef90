package org.lianbao.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

  @TempDir static Path data;
  private static DataFolder folder;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() {
    folder = DataFolder.open(data);
    server = EmbeddedPostgres.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    folder.close();
  }

  @Test
  void tellTheServerWhoTheyAre() throws Exception {
    try (var pool = open(server.url(), server.user(), server.password());
        var connection = pool.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery("show application_name")) {
      result.next();
      assertThat(result.getString(1)).isEqualTo("lianbao");
      assertThat(pool.getMaximumPoolSize()).isEqualTo(20);
    }
  }

  @Test
  void sayThatThePasswordIsWrongWithoutRepeatingIt() {
    var failure =
        catchThrowableOfType(
            StartFailure.class, () -> open(server.url(), server.user(), "not-the-secret"));
    assertThat(failure).hasMessageContaining("does not accept this user and password");
    assertThat(failure.getMessage() + failure.mend())
        .contains("LIANBAO_DB_PASSWORD")
        .doesNotContain("not-the-secret");
  }

  @Test
  void sayThatThereIsNoSuchDatabase() {
    var url = server.url().replace("/postgres", "/nowhere");
    assertThatThrownBy(() -> open(url, server.user(), server.password()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("has no such database");
  }

  @Test
  void sayThatNobodyAnswers() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/lianbao?password=hidden";
    assertThatThrownBy(() -> open(url, "hub", "secret"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("does not answer")
        .hasMessageContaining(Integer.toString(port))
        .hasMessageNotContaining("hidden");
  }

  @Test
  void sayHowAnAddressIsWritten() {
    var failure =
        catchThrowableOfType(StartFailure.class, () -> open("postgres://db/lianbao", "hub", ""));
    assertThat(failure).hasMessageContaining("LIANBAO_DB_URL is not the address");
    assertThat(failure.mend()).contains("jdbc:postgresql://HOST:5432/DATABASE");
  }

  private static HikariDataSource open(String url, String user, String password) {
    return Connections.open(
        url,
        user,
        password,
        new HostingSettings.Database(url, user, password, 20, Duration.ofSeconds(5)));
  }
}
