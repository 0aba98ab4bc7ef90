package org.lianbao.routing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer.SERVER_STATE;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Repeating;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artemis inside the hub's process, its journal under the data folder. The hub connects in memory;
 * a partner with a broker account connects over TCP and can touch its own queues and nothing else.
 * It stops itself when its disk is full, and is started again for as long as it takes.
 */
public final class EmbeddedBroker implements AutoCloseable {

  public static final String HUB = "hub";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Artemis knows the brokers inside one process by number. */
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String inMemory = "vm://" + NUMBERS.getAndIncrement();
  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
  private final String password = UUID.randomUUID().toString();
  private final SecurityConfiguration accounts = new SecurityConfiguration();
  private final PartnerSettings settings;
  private final Map<String, Partner> admitted = new LinkedHashMap<>();
  private final Repeating watch;

  public EmbeddedBroker(
      BrokerSettings broker, Path data, Partners partners, PartnerSettings settings)
      throws Exception {
    var configuration = configuration(broker, data, inMemory);
    account(HUB, password);
    configuration.putSecurityRoles("#", Set.of(everything(HUB)));
    server.setConfiguration(configuration);
    server.setSecurityManager(
        new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), accounts));
    this.settings = settings;
    server.start();
    for (var partner : partners.all()) {
      admit(partner);
    }
    this.watch = new Repeating("broker-watch", LOOK_EVERY, this::keepUp);
  }

  /** Starts the server again if it has stopped itself. */
  synchronized void keepUp() {
    var state = server.getActiveMQServer().getState();
    if (state == SERVER_STATE.STARTED || state == SERVER_STATE.STOPPING) {
      return;
    }
    LOG.error("the broker has stopped itself; starting it again");
    try {
      server.stop();
      server.start();
      for (var partner : List.copyOf(admitted.values())) {
        admit(partner);
      }
    } catch (Exception e) {
      LOG.error("the broker cannot be started and will be tried again: {}", e.toString());
    }
  }

  /** The server, for whoever wants to see it fail. */
  EmbeddedActiveMQ server() {
    return server;
  }

  /**
   * Opens the queues and the account that the partner's manifest names; one that is there takes the
   * password that is set now. What a queue holds stays.
   */
  synchronized void admit(Partner partner) throws Exception {
    if (partner.broker().isEmpty()) {
      return;
    }
    admitted.put(partner.slug(), partner);
    var account = partner.broker().get();
    settings
        .get(partner.slug(), "broker-password")
        .ifPresent(secret -> account(account.user(), secret));
    for (var queue : account.receives()) {
      openQueue(account.user(), queue, false);
    }
    for (var queue : account.sends()) {
      openQueue(account.user(), queue, true);
    }
  }

  /** Shuts the account out; its queues keep what they hold. */
  synchronized void expel(Partner partner) {
    admitted.remove(partner.slug());
    partner.broker().ifPresent(account -> accounts.removeUser(account.user()));
  }

  /** Where the hub itself connects. */
  public String inMemory() {
    return inMemory;
  }

  /** The hub's own password, new at every start, known to nobody else. */
  public String password() {
    return password;
  }

  private void account(String user, String secret) {
    accounts.addUser(user, secret);
    accounts.addRole(user, user);
  }

  private static Configuration configuration(BrokerSettings broker, Path data, String inMemory)
      throws Exception {
    var folder = data.resolve("broker").toAbsolutePath();
    var configuration =
        new ConfigurationImpl()
            .setName("lianbao")
            .setPersistenceEnabled(true)
            .setSecurityEnabled(true)
            .setJournalDirectory(folder.resolve("journal").toString())
            .setBindingsDirectory(folder.resolve("bindings").toString())
            .setPagingDirectory(folder.resolve("paging").toString())
            .setLargeMessagesDirectory(folder.resolve("large").toString())
            .setJournalMinFiles(2)
            .setJMXManagementEnabled(false)
            // The database is the first to need the disk and says so; a silent block helps nobody.
            .setMaxDiskUsage(-1)
            .setGracefulShutdownEnabled(false)
            .addAcceptorConfiguration("in-memory", inMemory)
            .addAcceptorConfiguration(
                "partners",
                "tcp://%s:%d?protocols=CORE;connectionsAllowed=500;handshake-timeout=10"
                    .formatted(broker.address(), broker.port()));
    configuration.addAddressSetting(
        "#",
        new AddressSettings()
            .setDefaultAddressRoutingType(RoutingType.ANYCAST)
            .setDefaultQueueRoutingType(RoutingType.ANYCAST)
            // What cannot be recorded now is offered again for as long as it takes.
            .setMaxDeliveryAttempts(-1)
            .setRedeliveryDelay(500)
            .setRedeliveryMultiplier(2)
            .setMaxRedeliveryDelay(60_000)
            .setMaxSizeBytes(64L * 1024 * 1024)
            .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE));
    return configuration;
  }

  private void openQueue(String user, String queue, boolean sends) throws Exception {
    var broker = server.getActiveMQServer();
    broker
        .getSecurityRepository()
        .addMatch(queue, Set.of(everything(HUB), role(user, sends, !sends)));
    broker.createQueue(
        QueueConfiguration.of(SimpleString.of(queue))
            .setAddress(SimpleString.of(queue))
            .setRoutingType(RoutingType.ANYCAST)
            .setDurable(true),
        true);
  }

  private static Role everything(String name) {
    return new Role(name, true, true, true, true, true, true, true, true, true, true, false, false);
  }

  private static Role role(String name, boolean send, boolean consume) {
    return new Role(
        name, send, consume, false, false, false, false, false, false, false, false, false, false);
  }

  @Override
  public void close() throws Exception {
    watch.close();
    server.stop();
  }
}
