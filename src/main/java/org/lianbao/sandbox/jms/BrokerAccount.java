package org.lianbao.sandbox.jms;

import org.lianbao.sandbox.keys.Agreed;

/**
 * A partner's own account on the hub's broker.
 *
 * @param url the broker as Artemis writes it, such as {@code tcp://127.0.0.1:61616}
 */
public record BrokerAccount(String partner, String url, String user, String password) {

  /** The account as the hub and the partner agreed on it. */
  public static BrokerAccount of(Agreed agreed, String url) {
    return new BrokerAccount(
        agreed.partner(),
        url,
        agreed.text("broker-user", agreed.partner()),
        agreed.text("broker-password"));
  }

  @Override
  public String toString() {
    return user + "@" + url;
  }
}
