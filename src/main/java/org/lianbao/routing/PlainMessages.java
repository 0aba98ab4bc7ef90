package org.lianbao.routing;

import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/**
 * Of what lies in a queue, text and bytes are read, and nothing else: a message that holds a Java
 * object fails whoever looks into it, and would come again and again for ever. It is refused as any
 * other message that cannot be read.
 */
@Component
class PlainMessages implements CamelContextConfiguration {

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    camel.getCamelContextExtension().registerEndpointCallback(PlainMessages::bind);
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    // All is said before.
  }

  private static Endpoint bind(String uri, Endpoint endpoint) {
    if (endpoint instanceof JmsEndpoint jms) {
      jms.setBinding(new Binding(jms));
    }
    return endpoint;
  }

  private static final class Binding extends JmsBinding {

    private Binding(JmsEndpoint endpoint) {
      super(endpoint);
    }

    @Override
    public Object extractBodyFromJms(Exchange exchange, Message message) {
      return message instanceof TextMessage || message instanceof BytesMessage
          ? super.extractBodyFromJms(exchange, message)
          : Withheld.neitherTextNorBytes();
    }
  }
}
