package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A message beyond {@code lianbao.callbacks.largest} is refused, however it comes. */
class SizeBoundsTest {

  private static final int TOO_LARGE = 3 * 1024 * 1024;
  private static final String REASON = "报文超过上限 2097152 字节";

  private final Town town = Town.open();
  private final JdbcClient jdbc = town.bean(JdbcClient.class);

  @Test
  void overHttpWithTheReasonInTheAnswer() {
    var answer =
        town.raw(
            HttpRequest.newBuilder(town.hubUrl().resolve("/callbacks/power"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[TOO_LARGE]))
                .build());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).startsWith(REASON);
  }

  @Test
  void inAQueueWithTheReasonInTheArchive() throws JMSException {
    var password = town.setting("gas", "broker-password");
    var account = new ActiveMQConnectionFactory(town.brokerUrl(), "gas", password);
    try (var connection = account.createConnection()) {
      var session = connection.createSession();
      session
          .createProducer(session.createQueue("RQ.INSTALL.STATUS"))
          .send(session.createTextMessage("x".repeat(TOO_LARGE)));
    }

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> refused("gas.take-status") == 1);
  }

  @Test
  void inAFileWhichIsPutAside() throws IOException {
    var out = town.data().resolve("sandbox/heat-sftp/out");
    var csv = new byte[TOO_LARGE];
    Files.write(out.resolve("RLBZ_ZT_20261122_080000_93.csv"), csv);
    Files.writeString(
        out.resolve("RLBZ_ZT_20261122_080000_93.ok"), "rows=1,sm3=" + Digest.sm3(csv));
    Path aside = out.resolve("bad/RLBZ_ZT_20261122_080000_93.csv");

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(aside));

    assertThat(refused("heat.take-status")).isEqualTo(1);
  }

  /** How many archived messages of this route are known by their refusal alone. */
  private long refused(String route) {
    return jdbc.sql(
            """
            select count(*) from inbox_message
            where channel = ? and length(raw) = 0 and starts_with(reason, ?)
            """)
        .params(route, REASON)
        .query(Long.class)
        .single();
  }
}
