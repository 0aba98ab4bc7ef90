package org.lianbao.routing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;

class EmbeddedBrokerTest {

  private static final String QUEUE = "lianbao.orders.mill";

  @TempDir Path data;

  /** As on a full disk: Artemis shuts itself down and leaves the process running. */
  @Test
  void startsAgainWithWhatItHeldWhenItHasStoppedItself() throws Exception {
    var settings = new BrokerSettings("", "", "", "127.0.0.1", 0);
    try (var broker =
        new EmbeddedBroker(settings, data, nobody(), (partner, key) -> Optional.empty())) {
      send(broker, "kept");
      broker.server().getActiveMQServer().stop();

      broker.keepUp();

      assertThat(take(broker)).isEqualTo("kept");
    }
  }

  private static Partners nobody() {
    return new Partners() {
      @Override
      public List<Partner> all() {
        return List.of();
      }

      @Override
      public Optional<Partner> find(String slug) {
        return Optional.empty();
      }

      @Override
      public Optional<Partner> taking(String role, String kind) {
        return Optional.empty();
      }

      @Override
      public Optional<Partner> playing(String role) {
        return Optional.empty();
      }
    };
  }

  private static void send(EmbeddedBroker broker, String text) throws Exception {
    try (var hub = factory(broker);
        var connection = hub.createConnection()) {
      var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      session.createProducer(session.createQueue(QUEUE)).send(session.createTextMessage(text));
    }
  }

  private static String take(EmbeddedBroker broker) throws Exception {
    try (var hub = factory(broker);
        var connection = hub.createConnection()) {
      connection.start();
      var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      var consumer = session.createConsumer(session.createQueue(QUEUE));
      return ((TextMessage) consumer.receive(10_000)).getText();
    }
  }

  private static ActiveMQConnectionFactory factory(EmbeddedBroker broker) {
    return new ActiveMQConnectionFactory(broker.inMemory(), EmbeddedBroker.HUB, broker.password());
  }
}
