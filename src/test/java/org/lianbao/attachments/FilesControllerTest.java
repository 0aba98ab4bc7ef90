package org.lianbao.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class FilesControllerTest {

  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  @TempDir Path folder;

  /** A partner that is told 404 or 500 may refuse the order for a file that is there. */
  @Test
  void asksToComeAgainWhileTheDatabaseIsAway() throws Exception {
    var links = new Links(() -> "http://hub", "a-key");
    var nobody = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none");
    var files =
        new FilesController(
            links,
            new ContentTable(JdbcClient.create(nobody)),
            new DiskStore(folder),
            new Clock(InstantSource.fixed(NOW)));
    var link = links.link(Digest.sm3("file"), "mill", NOW, Duration.ofHours(1));

    var answer = files.file(link.substring(link.lastIndexOf('/') + 1));

    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("5");
  }
}
