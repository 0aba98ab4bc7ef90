package org.lianbao.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.TestDatabase;
import org.lianbao.shared.Clock;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

class HostingBeansTest {

  @TempDir Path data;

  @Test
  void serveADatabaseOfTheirOwnAndCloseItLast() throws Exception {
    var directory = data.resolve("postgres/server");
    hub()
        .withUserConfiguration(HostingConfiguration.class)
        .run(
            context -> {
              var sql = "select current_setting('fsync') || current_setting('synchronous_commit')";
              var durable = JdbcClient.create(context.getBean(DataSource.class)).sql(sql);
              assertThat(durable.query(String.class).single()).isEqualTo("onon");
              assertThat(PostmasterFile.in(directory)).isPresent();
            });
    assertThat(PostmasterFile.in(directory)).isEmpty();
    DataFolder.open(data).close();
  }

  @Test
  void giveWayToTheClockAndTheDatabaseOfATest() {
    hub()
        .withUserConfiguration(HostingConfiguration.class, Own.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedPostgres.class);
              assertThat(context.getBean(DataSource.class)).isSameAs(TestDatabase.dataSource());
              assertThat(context.getBean(Clock.class).now()).isEqualTo(Own.THEN);
            });
  }

  @Test
  void useTheServerThatIsNamed() throws Exception {
    try (var folder = DataFolder.open(data);
        var server = EmbeddedPostgres.start(folder)) {
      hub()
          .withUserConfiguration(HostingConfiguration.class)
          .withPropertyValues(
              "lianbao.data=" + data.resolve("hub"),
              "lianbao.db.url=" + server.url(),
              "lianbao.db.user=" + server.user(),
              "lianbao.db.password=" + server.password())
          .run(
              context -> {
                assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedPostgres.class);
                var pool = context.getBean(HikariDataSource.class);
                assertThat(pool.getJdbcUrl()).isEqualTo(server.url());
              });
    }
  }

  @Test
  void tellAFailureInOneLineWithItsMend() {
    var failure = new StartFailure("the folder is\n  in use", "take another");
    var analysis = new StartFailureAnalyzer().analyze(new IllegalStateException(failure));
    assertThat(FailureInOneLine.text(analysis))
        .isEqualTo("无法启动 / cannot start: the folder is in use → take another");
    assertThat(FailureInOneLine.text(new FailureAnalysis("no port", null, failure)))
        .isEqualTo("无法启动 / cannot start: no port");
  }

  private ApplicationContextRunner hub() {
    return new ApplicationContextRunner().withPropertyValues("lianbao.data=" + data);
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Own {
    static final Instant THEN = Instant.parse("2026-11-09T01:00:00Z");

    @Bean
    Clock clock() {
      return new Clock(InstantSource.fixed(THEN));
    }

    @Bean(destroyMethod = "")
    DataSource dataSource() {
      return TestDatabase.dataSource();
    }
  }
}
