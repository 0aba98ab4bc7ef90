package org.lianbao.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.lianbao.LianbaoApplication;
import org.lianbao.sandbox.SimulatorSettings;
import org.lianbao.sandbox.Simulators;
import org.lianbao.shared.Json;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.yaml.snakeyaml.Yaml;

/**
 * The whole town, once for all journeys: a hub with its own PostgreSQL and broker, and the real
 * servers of the county and the utilities beside it.
 */
final class Town {

  /** So few that a test can bring more. */
  static final int MOST_CONNECTIONS = 300;

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static Town town;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data = temporaryFolder();
  private final int brokerPort = freePort();
  private final int sandboxDb = freePort();
  private final ConfigurableApplicationContext hub;
  private final Simulators simulators;

  static synchronized Town open() {
    if (town == null) {
      town = new Town(Map.of());
    }
    return town;
  }

  /**
   * Starts a town.
   *
   * @param agreed settings such as {@code heat.port} that differ from what the first start writes,
   *     for the hub and for the sandbox
   */
  Town(Map<String, String> agreed) {
    var sandboxHttp = freePort();
    var sandboxSftp = freePort();
    var arguments =
        new ArrayList<>(
            List.of(
                "--lianbao.data=" + data,
                "--server.port=0",
                "--management.server.port=-1",
                "--lianbao.broker.port=" + brokerPort,
                "--lianbao.callbacks.half-written=2s",
                "--lianbao.requests.time-limit=5s",
                "--server.tomcat.connection-timeout=3s",
                "--server.tomcat.max-connections=" + MOST_CONNECTIONS,
                "--lianbao.sandbox.http-port=" + sandboxHttp,
                "--lianbao.sandbox.sftp-port=" + sandboxSftp,
                "--lianbao.sandbox.db-port=" + sandboxDb));
    agreed.forEach((key, value) -> arguments.add("--lianbao.partners." + key + "=" + value));
    hub =
        new SpringApplicationBuilder(LianbaoApplication.class)
            .run(arguments.toArray(String[]::new));
    agreed.forEach(this::tellTheSandbox);
    simulators =
        Simulators.start(
            new SimulatorSettings(
                data,
                sandboxHttp,
                sandboxSftp,
                sandboxDb,
                hubUrl(),
                "tcp://127.0.0.1:" + brokerPort,
                Duration.ofMillis(20)));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  simulators.close();
                  hub.close();
                }));
  }

  private void tellTheSandbox(String key, String value) {
    var names = key.split("[.]");
    var document = "\n---\nlianbao: {partners: {%s: {%s: '%s'}}}\n";
    try {
      Files.writeString(
          data.resolve("partners.yaml"),
          document.formatted(names[0], names[1], value),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The approval department's own database, as its owner sees it. */
  ExchangeDesk exchangeDesk() {
    return exchangeDesk("xzsp_qzk");
  }

  /** An exchange database of this name, as its owner sees it. */
  ExchangeDesk exchangeDesk(String database) {
    var password = data.resolve("sandbox/exchange/postgres/password");
    return new ExchangeDesk(password, sandboxDb, database);
  }

  <T> T bean(Class<T> type) {
    return hub.getBean(type);
  }

  URI hubUrl() {
    return URI.create("http://127.0.0.1:" + hub.getEnvironment().getProperty("local.server.port"));
  }

  String brokerUrl() {
    return "tcp://127.0.0.1:" + brokerPort;
  }

  Path data() {
    return data;
  }

  /** A setting as the first start wrote it for both sides. */
  String setting(String partner, String key) {
    try {
      var root =
          (java.util.Map<?, ?>)
              new Yaml().loadAll(Files.readString(data.resolve("partners.yaml"))).iterator().next();
      var partners =
          (java.util.Map<?, ?>) ((java.util.Map<?, ?>) root.get("lianbao")).get("partners");
      return String.valueOf(((java.util.Map<?, ?>) partners.get(partner)).get(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fresh application with an external line for these services; numbers nobody has used. */
  ObjectNode application(String... services) {
    var form = (ObjectNode) sample();
    var number = NUMBERS.incrementAndGet();
    form.put("requestId", UUID.randomUUID().toString());
    form.put("upstreamApplyNo", "GG20261122%05d".formatted(number));
    var wanted = List.of(services);
    var asked = form.putArray("services");
    wanted.forEach(asked::add);
    for (var service : List.of("WATER", "POWER", "GAS", "HEAT")) {
      if (!wanted.contains(service)) {
        form.remove(service.toLowerCase(java.util.Locale.ROOT));
      }
    }
    var items = (ArrayNode) form.at("/externalWorks/items");
    for (var i = items.size() - 1; i >= 0; i--) {
      if (!wanted.contains(items.get(i).path("service").asText())) {
        items.remove(i);
      }
    }
    return form;
  }

  static JsonNode sample() {
    try {
      return Json.read(Files.readAllBytes(Path.of("src/test/resources/application-formal.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the county system sign and post the form; the answer as the county got it. */
  Answer apply(JsonNode form) {
    var said =
        post(simulators.httpUrl().resolve("/admin/county/applications"), Json.write(form)).body();
    return new Answer(said.path("httpStatus").asInt(), said.path("answer"));
  }

  record Answer(int status, JsonNode body) {
    String caseNo() {
      return body.path("caseNo").asText();
    }
  }

  JsonNode record(String caseNo) {
    return get(hubUrl().resolve("/api/v1/cases/" + caseNo)).body();
  }

  JsonNode awaitDone(String caseNo) {
    return await(caseNo, "DONE");
  }

  /** Waits until the case has this status and returns the whole record. */
  JsonNode await(String caseNo, String status) {
    Awaitility.await(caseNo + " becomes " + status)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> record(caseNo).path("status").asText().equals(status));
    return record(caseNo);
  }

  /** The message that brought an order to a partner's system, byte for byte. */
  byte[] received(String partner, String orderNo) {
    var page = simulators.httpUrl().resolve("/admin/" + partner + "/received/" + orderNo);
    try {
      var request = HttpRequest.newBuilder(page).build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new AssertionError(partner + " keeps no message of " + orderNo);
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The orders of a case that connect its services, without notices and those to departments. */
  static List<JsonNode> connections(JsonNode record) {
    return StreamSupport.stream(record.path("orders").spliterator(), false)
        .filter(order -> order.path("kind").asText().equals("connect"))
        .toList();
  }

  /** What the county system holds of a case. */
  JsonNode heldByCounty(String caseNo) {
    return get(simulators.httpUrl().resolve("/admin/county/cases/" + caseNo)).body();
  }

  /** The orders a utility holds. */
  JsonNode ordersAt(String utility) {
    return get(simulators.httpUrl().resolve("/admin/" + utility + "/orders")).body();
  }

  /** Begins a fault at a simulator; returns its id. */
  String begin(String partner, String fault, String arg, String lasts) {
    var asked = Map.of("partner", partner, "fault", fault, "arg", arg, "for", lasts);
    var answer = post(sandboxUrl().resolve("/admin/faults"), Json.write(asked));
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.body().toString());
    }
    return answer.body().path("id").asText();
  }

  /** Ends it. */
  void end(String fault) {
    var uri = sandboxUrl().resolve("/admin/faults/" + fault);
    raw(HttpRequest.newBuilder(uri).DELETE().build());
  }

  /** Where the sandbox serves everything it speaks over HTTP. */
  URI sandboxUrl() {
    return simulators.httpUrl();
  }

  JsonNode sandbox(String path) {
    return get(sandboxUrl(path)).body();
  }

  URI sandboxUrl(String path) {
    return simulators.httpUrl().resolve(path);
  }

  Answer get(URI uri) {
    return send(HttpRequest.newBuilder(uri).GET().build());
  }

  Answer post(URI uri, String body) {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> raw(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer send(HttpRequest request) {
    var answer = raw(request);
    return new Answer(
        answer.statusCode(),
        Json.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("lianbao-town");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
