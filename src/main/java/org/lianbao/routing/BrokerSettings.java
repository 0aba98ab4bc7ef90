package org.lianbao.routing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The message broker.
 *
 * @param url a server such as {@code tcp://broker:61616}; blank for the embedded one
 * @param user account of the hub on that server; unused with the embedded broker
 * @param password its password
 * @param address where the embedded broker listens for partners that connect to it
 * @param port its TCP port
 */
@ConfigurationProperties("lianbao.broker")
public record BrokerSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("127.0.0.1") String address,
    @DefaultValue("61616") int port) {

  boolean embedded() {
    return url.isBlank();
  }
}
