package org.lianbao.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerWatchTest {

  @TempDir Path folder;

  @Test
  void saysEachTimeThatTheBrokerWasGoneUntilItIsHeard() throws Exception {
    var url = "tcp://127.0.0.1:" + freePort();
    var server = server(url);
    var said = new AtomicInteger();
    try (var watch = new BrokerWatch(new ActiveMQConnectionFactory(url), () -> hear(said))) {
      awaitLine(server);

      server.stop();
      Awaitility.await().until(() -> said.get() == 2);
      server = server(url);
      awaitLine(server);
      assertThat(said).hasValue(2);

      server.stop();
      Awaitility.await().until(() -> said.get() == 3);
    } finally {
      server.stop();
    }
  }

  /** The first time the database, say, is away too. */
  private static void hear(AtomicInteger said) {
    if (said.incrementAndGet() == 1) {
      throw new IllegalStateException("not now");
    }
  }

  private static void awaitLine(EmbeddedActiveMQ server) {
    Awaitility.await().until(() -> server.getActiveMQServer().getConnectionCount() > 0);
  }

  private EmbeddedActiveMQ server(String url) throws Exception {
    var server = new EmbeddedActiveMQ();
    server.setConfiguration(
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJournalDirectory(folder.toString())
            .addAcceptorConfiguration("tcp", url));
    server.start();
    return server;
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
