package org.lianbao.routing;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.lianbao.delivery.Deliveries;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.core.JmsTemplate;

@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnExpression("'${lianbao.broker.url:}'.isBlank()")
  static class Embedded {

    @Bean(destroyMethod = "close")
    EmbeddedBroker embeddedBroker(
        BrokerSettings broker,
        @Value("${lianbao.data}") Path data,
        Partners partners,
        PartnerSettings settings)
        throws Exception {
      return new EmbeddedBroker(broker, data, partners, settings);
    }

    @Bean(destroyMethod = "stop")
    JmsPoolConnectionFactory connectionFactory(EmbeddedBroker broker) {
      return pooled(
          new ActiveMQConnectionFactory(broker.inMemory(), EmbeddedBroker.HUB, broker.password()));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnExpression("!'${lianbao.broker.url:}'.isBlank()")
  static class Server {

    @Bean(destroyMethod = "stop")
    JmsPoolConnectionFactory connectionFactory(BrokerSettings broker) {
      var server = new ActiveMQConnectionFactory(broker.url(), broker.user(), broker.password());
      return pooled(server);
    }
  }

  private static JmsPoolConnectionFactory pooled(ActiveMQConnectionFactory server) {
    // What partners put into their queues is text; a Java object in it is never brought to life.
    server.setDeserializationDenyList("*");
    var pool = new JmsPoolConnectionFactory();
    pool.setConnectionFactory(server);
    pool.setMaxConnections(2);
    return pool;
  }

  @Bean
  BrokerWatch brokerWatch(JmsPoolConnectionFactory pool, ObjectProvider<Deliveries> deliveries) {
    return new BrokerWatch(
        (ConnectionFactory) pool.getConnectionFactory(), () -> deliveries.getObject().queuesLost());
  }

  @Bean
  JmsOutbox outbox(ConnectionFactory connections) {
    var jms = new JmsTemplate(connections);
    // The ledger dispatches again what the broker loses, so these need no journal.
    jms.setExplicitQosEnabled(true);
    jms.setDeliveryPersistent(false);
    return new JmsOutbox(jms);
  }
}
