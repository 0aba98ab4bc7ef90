package org.lianbao.sandbox;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** A real broker on a port that stays the same, and the hub's own line to it. */
final class Broker implements AutoCloseable {

  private final int port;
  private EmbeddedActiveMQ server;
  private ActiveMQConnectionFactory factory;
  private Connection connection;
  private Session session;
  private MessageProducer producer;
  private MessageConsumer consumer;

  Broker() throws Exception {
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  String url() {
    return "tcp://127.0.0.1:" + port;
  }

  Broker start() throws Exception {
    var settings = new ConfigurationImpl();
    settings.setPersistenceEnabled(false);
    settings.setJMXManagementEnabled(false);
    settings.addAcceptorConfiguration(
        new TransportConfiguration(
            NettyAcceptorFactory.class.getName(), Map.of("host", "127.0.0.1", "port", port)));
    settings.putSecurityRoles(
        "#",
        Set.of(
            new Role(
                "all", true, true, true, true, true, true, false, true, true, true, false, false)));
    var users = new SecurityConfiguration();
    users.addUser("gas", Town.GAS_PASSWORD);
    users.addRole("gas", "all");
    server = new EmbeddedActiveMQ();
    server.setConfiguration(settings);
    server.setSecurityManager(
        new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
    server.start();
    connect();
    return this;
  }

  void send(String body, Map<String, String> properties) throws JMSException {
    var message = session.createTextMessage(body);
    for (var property : properties.entrySet()) {
      message.setStringProperty(property.getKey(), property.getValue());
    }
    producer.send(message);
  }

  void sendBytes(byte[] body) throws JMSException {
    var message = session.createBytesMessage();
    message.writeBytes(body);
    producer.send(message);
  }

  /** The next status, or {@code null} when none comes within a minute. */
  TextMessage next() throws JMSException {
    return (TextMessage) consumer.receive(60_000);
  }

  /** The next message of whatever kind. */
  Message any() throws JMSException {
    return consumer.receive(60_000);
  }

  /** The next status if it is already there. */
  TextMessage already() throws JMSException {
    return (TextMessage) consumer.receiveNoWait();
  }

  @Override
  public void close() throws Exception {
    connection.close();
    factory.close();
    server.stop();
  }

  private void connect() throws JMSException {
    factory = new ActiveMQConnectionFactory(url());
    connection = factory.createConnection("gas", Town.GAS_PASSWORD);
    session = connection.createSession();
    producer = session.createProducer(session.createQueue("RQ.INSTALL.APPLY"));
    consumer = session.createConsumer(session.createQueue("RQ.INSTALL.STATUS"));
    connection.start();
  }
}
