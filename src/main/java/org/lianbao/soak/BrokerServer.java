package org.lianbao.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * An Artemis server as a process of its own, as an operator would run one beside several hubs:
 * {@code DATA PORT ACCOUNTS}, the last a file with a user and a password in each line.
 */
public final class BrokerServer {

  private static final String EVERYBODY = "everybody";

  private BrokerServer() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperty("logback.configurationFile", "cli/logback.xml");
    var data = Path.of(arguments[0]);
    var configuration =
        new ConfigurationImpl()
            .setName("soak")
            .setPersistenceEnabled(true)
            .setSecurityEnabled(true)
            .setJournalDirectory(data.resolve("journal").toString())
            .setBindingsDirectory(data.resolve("bindings").toString())
            .setPagingDirectory(data.resolve("paging").toString())
            .setLargeMessagesDirectory(data.resolve("large").toString())
            .setJMXManagementEnabled(false)
            .setGracefulShutdownEnabled(false)
            .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + arguments[1] + "?protocols=CORE");
    configuration.addAddressSetting(
        "#",
        new AddressSettings()
            .setDefaultAddressRoutingType(RoutingType.ANYCAST)
            .setDefaultQueueRoutingType(RoutingType.ANYCAST)
            .setMaxDeliveryAttempts(-1)
            .setRedeliveryDelay(500)
            .setRedeliveryMultiplier(2)
            .setMaxRedeliveryDelay(60_000));
    configuration.putSecurityRoles(
        "#",
        Set.of(
            new Role(
                EVERYBODY, true, true, true, true, true, true, true, true, true, true, false,
                false)));
    var accounts = new SecurityConfiguration();
    for (var line : Files.readAllLines(Path.of(arguments[2]))) {
      var account = line.split(" ");
      accounts.addUser(account[0], account[1]);
      accounts.addRole(account[0], EVERYBODY);
    }
    var server = new EmbeddedActiveMQ();
    server.setConfiguration(configuration);
    server.setSecurityManager(
        new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), accounts));
    server.start();
    // On a full disk it stops itself; whoever runs it starts it again.
    while (server.getActiveMQServer().isStarted()) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    System.exit(1);
  }
}
