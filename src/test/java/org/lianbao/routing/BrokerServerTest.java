package org.lianbao.routing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.delivery.Dispatch;
import org.lianbao.delivery.Outbox;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BrokerServerTest {

  @TempDir Path folder;

  @Test
  void ordersGoToTheServerThatASettingNames() throws Exception {
    var url = "tcp://127.0.0.1:" + freePort();
    var server = new EmbeddedActiveMQ();
    server.setConfiguration(
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJournalDirectory(folder.toString())
            .addAcceptorConfiguration("tcp", url));
    server.start();
    try {
      new ApplicationContextRunner()
          .withUserConfiguration(BrokerConfiguration.class, Settings.class)
          .withPropertyValues("lianbao.broker.url=" + url, "lianbao.broker.user=hub")
          .run(
              context -> {
                assertThat(context).doesNotHaveBean(EmbeddedBroker.class);
                context.getBean(Outbox.class).put(order());
                assertThat(taken(url)).isEqualTo("{\"orderNo\":\"N-1\"}");
              });
    } finally {
      server.stop();
    }
  }

  private static Dispatch order() {
    return new Dispatch("N-1", "N", "acme", "connect", 1, Instant.EPOCH, "{\"orderNo\":\"N-1\"}");
  }

  private static String taken(String url) throws Exception {
    try (var connection = new ActiveMQConnectionFactory(url).createConnection()) {
      connection.start();
      var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      var consumer = session.createConsumer(session.createQueue("lianbao.orders.acme"));
      return ((TextMessage) consumer.receive(10_000)).getText();
    }
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  @EnableConfigurationProperties(BrokerSettings.class)
  static class Settings {}
}
