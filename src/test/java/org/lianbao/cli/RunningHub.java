package org.lianbao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.lianbao.LianbaoApplication;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * One running hub for all tests that change partners under it: its folders are copies, with the
 * county and two partners fresh from the template, {@code acme} for water and {@code bolt} for
 * power; all three are played by one real HTTP server.
 */
final class RunningHub {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static RunningHub hub;

  final Path home = temporaryFolder();
  final Path data = home.resolve("data");
  private final int brokerPort = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
  private final List<JsonNode> alerted = new CopyOnWriteArrayList<>();
  private final ConfigurableApplicationContext context;

  static synchronized RunningHub open() {
    if (hub == null) {
      hub = new RunningHub();
    }
    return hub;
  }

  private RunningHub() {
    try {
      for (var folder : List.of("routes/_shared", "routes/county", "mappings/county")) {
        FileSystemUtils.copyRecursively(Path.of(folder), home.resolve(folder));
      }
      newPartner("acme", "utility:WATER");
      newPartner("bolt", "utility:POWER");
      var partners =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      partners.setExecutor(Executors.newCachedThreadPool(RunningHub::daemon));
      partners.createContext("/", this::answer);
      partners.start();
      context =
          new SpringApplicationBuilder(LianbaoApplication.class)
              .run(
                  "--lianbao.data=" + data,
                  "--lianbao.routes=" + home.resolve("routes"),
                  "--lianbao.mappings=" + home.resolve("mappings"),
                  "--server.port=0",
                  "--management.server.port=-1",
                  "--lianbao.broker.port=" + brokerPort,
                  "--lianbao.alerts.webhook.secret=whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                  "--lianbao.alerts.webhook.url=http://127.0.0.1:"
                      + partners.getAddress().getPort()
                      + "/alerts",
                  "--lianbao.sandbox.http-port=" + partners.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(context::close));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  URI url(String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
  }

  /** What a command said, and how it ended. */
  record Said(int code, String out, String err) {

    JsonNode json() {
      return Json.read(out.getBytes(StandardCharsets.UTF_8));
    }
  }

  Said newPartner(String slug, String role) {
    return newPartner(slug, role, "http");
  }

  Said newPartner(String slug, String role, String transport) {
    var said = folders("new-partner", slug, "--transport", transport, "--role", role);
    if (said.code() != 0) {
      throw new IllegalStateException(said.err());
    }
    return said;
  }

  /** Runs a command that reads the partner folders. */
  Said folders(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--routes", home.resolve("routes").toString()));
    all.addAll(List.of("--mappings", home.resolve("mappings").toString()));
    return run(all);
  }

  /** Runs a command that speaks with this hub. */
  Said operator(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return run(all);
  }

  static Said run(List<String> arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var code =
        Lianbao.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  String brokerUrl() {
    return "tcp://127.0.0.1:" + brokerPort;
  }

  /** How often the partner's server has taken this order. */
  long times(String orderNo) {
    return taken.stream().filter(order -> order.toString().contains("\"" + orderNo + "\"")).count();
  }

  Path file(String path) {
    return home.resolve(path);
  }

  /** Replaces a text in a working file by another. */
  void edit(String path, String text, String other) throws IOException {
    var whole = Files.readString(file(path));
    if (!whole.contains(text)) {
      throw new IllegalStateException(path + " does not contain " + text);
    }
    Files.writeString(file(path), whole.replace(text, other));
  }

  /** Writes the working files of a partner as they run now. */
  void backToRunning(String slug) throws IOException {
    for (var kind : List.of("routes", "mappings")) {
      FileSystemUtils.deleteRecursively(home.resolve(kind).resolve(slug));
      var runs = data.resolve("running").resolve(kind).resolve(slug);
      if (Files.exists(runs)) {
        FileSystemUtils.copyRecursively(runs, home.resolve(kind).resolve(slug));
      }
    }
  }

  /** Posts a signed application for these services; the number of its case. */
  String apply(String... services) {
    var form = form(services);
    var answer = post("/api/v1/applications", Json.write(form));
    if (answer.statusCode() != 202) {
      throw new IllegalStateException(answer.body());
    }
    return json(answer.body()).path("caseNo").asText();
  }

  private static ObjectNode form(String... services) {
    try {
      var form =
          (ObjectNode)
              Json.read(Files.readAllBytes(Path.of("src/test/resources/application-formal.json")));
      form.put("requestId", UUID.randomUUID().toString());
      form.put("upstreamApplyNo", "GG20261125%05d".formatted(NUMBERS.incrementAndGet()));
      var wanted = List.of(services);
      wanted.forEach(form.putArray("services")::add);
      for (var service : List.of("WATER", "POWER", "GAS", "HEAT")) {
        if (!wanted.contains(service)) {
          form.remove(service.toLowerCase(Locale.ROOT));
        }
      }
      if (wanted.contains("DRAINAGE")) {
        form.putObject("drainage").put("category", "生活污水").put("dailyDischarge", 96.5);
      }
      ((ObjectNode) form.path("externalWorks")).put("hasExternalLine", "NO").remove("items");
      return form;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The order document that the partner's server has taken for this case, once it has. */
  JsonNode awaitOrder(String caseNo, String suffix) {
    Awaitility.await("order " + caseNo + "-" + suffix)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> order(caseNo, suffix) != null);
    return order(caseNo, suffix);
  }

  private JsonNode order(String caseNo, String suffix) {
    return taken.stream()
        .filter(order -> order.toString().contains("\"" + caseNo + "-" + suffix + "\""))
        .findFirst()
        .orElse(null);
  }

  /** What the partner reports about an order, signed as the template has it. */
  HttpResponse<String> report(String slug, String body) {
    var timestamp = Long.toString(Clock.system().now().toEpochMilli());
    var secret = bean(PartnerSettings.class).get(slug, "secret").orElseThrow();
    return send(
        HttpRequest.newBuilder(url("/callbacks/" + slug))
            .header("Content-Type", "application/json")
            .header("X-Timestamp", timestamp)
            .header("X-Sign", Digest.hmacSm3(secret, timestamp + "\n" + body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> reportUnsigned(String slug, String body) {
    return send(
        HttpRequest.newBuilder(url("/callbacks/" + slug))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** One report as the template's partners make it. */
  static String message(String orderNo, String node, String time) {
    return Json.write(
        Json.mapper()
            .createObjectNode()
            .put("applyNo", orderNo)
            .put("node", node)
            .put("result", "1")
            .put("time", time)
            .put("handler", "赵六"));
  }

  /** The codes of all that has happened to a case. */
  List<String> events(String caseNo) {
    var path = "/api/v1/cases/" + caseNo + "/events";
    var codes = new ArrayList<String>();
    json(send(HttpRequest.newBuilder(url(path)).build()).body())
        .path("events")
        .forEach(event -> codes.add(event.path("code").asText()));
    return codes;
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> post(String path, String body) {
    var settings = bean(PartnerSettings.class);
    var appKey = settings.get("county", "app-key").orElseThrow();
    var timestamp = Long.toString(Clock.system().now().toEpochMilli());
    var nonce = UUID.randomUUID().toString();
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var lines = String.join("\n", "POST", path, "", appKey, timestamp, nonce, Digest.sm3(bytes));
    return send(
        HttpRequest.newBuilder(url(path))
            .header("Content-Type", "application/json")
            .header("X-App-Key", appKey)
            .header("X-Timestamp", timestamp)
            .header("X-Nonce", nonce)
            .header("X-Sign", Digest.hmacSm3(settings.get("county", "secret").orElseThrow(), lines))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestURI().getPath().equals("/api/orders")) {
        taken.add(Json.read(body));
      }
      if (exchange.getRequestURI().getPath().equals("/alerts")) {
        alerted.add(Json.read(body));
      }
      var answer = "{\"code\":\"0\",\"billNo\":\"B1\"}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** What came to the webhook for alerts. */
  List<JsonNode> alerted() {
    return List.copyOf(alerted);
  }

  static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "partners");
    thread.setDaemon(true);
    return thread;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("lianbao-gate");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
