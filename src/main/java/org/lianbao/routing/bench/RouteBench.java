package org.lianbao.routing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.lianbao.mapping.MappingFolder;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.routing.InboundSettings;
import org.lianbao.routing.MapComponent;
import org.lianbao.routing.PlainNames;
import org.lianbao.routing.Sidecars;
import org.lianbao.routing.Steps;
import org.lianbao.routing.tables.TablesApart;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/**
 * Runs the routes of one partner as the hub would, file by file, with orders handed over by hand
 * and everything that is heard kept in memory. It needs a broker only for a partner that speaks
 * over queues, and a database only for one behind exchange tables.
 */
public final class RouteBench implements AutoCloseable {

  private static final String ORDERS = "direct:bench.orders";
  private static final String APPLICATIONS = "direct:hub.apply";
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final Partner partner;
  private final String slug;
  private final Clock clock = Clock.system();
  private final Desk desk = new Desk();
  private final Ear ear = new Ear();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CallbackDoor door;
  private DefaultCamelContext camel;

  /**
   * Opens the door for callbacks; {@link #start} lets the routes run.
   *
   * @param port of that door, on loopback; 0 takes any free one
   */
  public RouteBench(Partner partner, int port) throws IOException {
    this.partner = partner;
    this.slug = partner.slug();
    this.door = new CallbackDoor(port);
    parts.push(door);
  }

  /** A broker and an account on it. */
  public record Broker(String url, String user, String password) {}

  /** The port where the partner's HTTP callbacks are taken. */
  public int port() {
    return door.getServerPort();
  }

  /**
   * Starts the routes.
   *
   * @param settings the partner's settings by key
   * @param memory what is remembered of rows, if the routes exchange any
   * @throws IOException if a route file cannot be run; the text says why
   */
  public void start(
      Path routes,
      Path mappings,
      Map<String, String> settings,
      Optional<Broker> broker,
      Optional<BenchMemory> memory)
      throws IOException {
    camel = new DefaultCamelContext();
    parts.push(camel);
    try {
      components(mappings, settings, broker);
      memory.ifPresent(it -> camel.addComponent("table", tables(settings, it)));
      load(routes.resolve("_shared"));
      load(routes.resolve(slug));
      takeOrdersByHand();
      takeNoApplications();
      camel.getManagementStrategy().addEventNotifier(ear);
      camel.start();
    } catch (Exception e) {
      throw new IOException("the routes of " + slug + " cannot be run: " + e.getMessage(), e);
    }
  }

  private void components(Path mappings, Map<String, String> settings, Optional<Broker> broker) {
    PartnerSettings known =
        (partner, key) ->
            partner.equals(slug) ? Optional.ofNullable(settings.get(key)) : Optional.empty();
    camel.disableJMX();
    camel.getShutdownStrategy().setTimeout(5);
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    var steps = new Steps(desk, desk, desk::unfinished, desk, clock, InboundSettings.usual());
    camel.getRegistry().bind("hubSteps", steps);
    camel.getRegistry().bind("sm3Sidecar", new Sidecars(InboundSettings.usual(), clock));
    camel.getRegistry().bind("plainNames", new PlainNames());
    // There is no other hub here.
    camel.getRegistry().bind("oneHub", new DefaultPollingConsumerPollStrategy());
    camel.getRegistry().bind("hubAttachments", new GivenFiles());
    camel.getRegistry().bind("hubApplications", new Object());
    camel.addComponent("map", new MapComponent(MappingFolder.open(mappings), known, clock));
    var properties = new Properties();
    settings.forEach((key, value) -> properties.put("lianbao.partners." + slug + "." + key, value));
    camel.getPropertiesComponent().setInitialProperties(properties);
    var http = new HttpComponent();
    http.setConnectTimeout(5_000);
    http.setResponseTimeout(30_000);
    camel.addComponent("http", http);
    var platform = new PlatformHttpComponent();
    platform.setEngine(door);
    camel.addComponent("platform-http", platform);
    broker.ifPresent(it -> camel.addComponent("jms", jms(it)));
  }

  private Component tables(Map<String, String> settings, BenchMemory memory) {
    var tables =
        own(
            new TablesApart(
                partner,
                (any, key) -> Optional.ofNullable(settings.get(key)),
                memory.source(),
                desk,
                desk,
                clock));
    return tables.component();
  }

  /** Closed after the routes that use it. */
  private <T extends AutoCloseable> T own(T part) {
    parts.addLast(part);
    return part;
  }

  private JmsComponent jms(Broker broker) {
    var server = own(new ActiveMQConnectionFactory(broker.url(), broker.user(), broker.password()));
    var jms = JmsComponent.jmsComponent((ConnectionFactory) server);
    jms.setDisableReplyTo(true);
    return jms;
  }

  private void load(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(".camel.yaml")).sorted().toList()) {
        var resource = ResourceHelper.resolveResource(camel, "file:" + file.toAbsolutePath());
        PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
      }
    }
  }

  private void takeOrdersByHand() {
    for (var route : camel.getRouteDefinitions()) {
      if (route.getInput().getEndpointUri().startsWith("jms:queue:lianbao.orders." + slug)) {
        route.getInput().setUri(ORDERS);
      }
    }
  }

  /** There is no intake on a bench: what others apply for is left where it lies. */
  private void takeNoApplications() {
    for (var route : camel.getRouteDefinitions()) {
      var steps = new ArrayList<ToDefinition>();
      ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)
          .forEach(steps::add);
      if (steps.stream().anyMatch(step -> APPLICATIONS.equals(step.getUri()))) {
        route.setAutoStartup("false");
      }
    }
  }

  /** Sends one order through its route and waits for what comes of it. */
  public Attempt send(JsonNode order) {
    var orderNo = order.path("orderNo").asText();
    try (var producer = camel.createProducerTemplate()) {
      var exchange =
          producer.request(
              ORDERS,
              it -> {
                var in = it.getIn();
                in.setHeader("orderNo", orderNo);
                in.setHeader("caseNo", order.path("caseNo").asText());
                in.setHeader("kind", order.path("kind").asText());
                in.setHeader("attempt", 1);
                in.setHeader("leaseUntil", clock.now().plus(LEASE).toEpochMilli());
                in.setBody(Json.write(order));
              });
      var outcome = desk.outcome(orderNo);
      var sent = ear.of(exchange.getExchangeId());
      if (outcome == null) {
        return new Attempt("NOTHING", null, "HUB", null, "the route settled nothing", sent);
      }
      return new Attempt(
          outcome.kind().name(),
          outcome.partnerRef(),
          outcome.fault() == null ? null : outcome.fault().name(),
          outcome.code(),
          outcome.reason(),
          sent);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything heard since the start. */
  public List<Heard> heard() {
    return desk.heard();
  }

  /** Asks a partner that is polled about no order known so far any more. */
  public void forgetOrders() {
    desk.forgetOrders();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // What does not close cleanly ends with the command.
        continue;
      }
    }
  }
}
