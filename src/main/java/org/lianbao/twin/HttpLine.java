package org.lianbao.twin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.lianbao.routing.check.Dealings.Call;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.routing.check.Dealings.Door;

/** HTTP, SOAP among it: answers requests and posts callbacks. On loopback only. */
final class HttpLine implements Line {

  private static final int LARGEST = 32 * 1024 * 1024;

  private final List<Call> calls;
  private final Counter counter;
  private final Slowness slowness;
  private final Supplier<URI> hub;
  private final boolean soap;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private int port;
  private HttpServer server;

  HttpLine(
      List<Call> calls,
      Counter counter,
      Slowness slowness,
      Supplier<URI> hub,
      boolean soap,
      int port) {
    this.calls = calls.stream().filter(call -> call.carrier() == Carrier.HTTP).toList();
    this.counter = counter;
    this.slowness = slowness;
    this.hub = hub;
    this.soap = soap;
    this.port = port;
  }

  @Override
  public Set<Fault.Kind> faults() {
    var kinds =
        EnumSet.of(
            Fault.Kind.SLOW,
            Fault.Kind.DOWN,
            Fault.Kind.ERROR_INSIDE,
            Fault.Kind.HALF_WRITTEN,
            Fault.Kind.MOJIBAKE);
    if (soap) {
      kinds.add(Fault.Kind.SOAP_FAULT);
    }
    return kinds;
  }

  @Override
  public synchronized void open() throws IOException {
    if (server != null) {
      return;
    }
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      server = HttpServer.create(address, 64);
    } catch (IOException e) {
      throw new IOException("端口被占用 / cannot listen on 127.0.0.1:" + port, e);
    }
    port = server.getAddress().getPort();
    server.setExecutor(workers);
    server.createContext("/", this::serve);
    server.start();
  }

  @Override
  public synchronized void hangUp() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  @Override
  public Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    calls.forEach(call -> call.settings().forEach(key -> settings.put(key, address())));
    return settings;
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public Told tell(Door door, TakenOrder order, Outgoing message, boolean whole)
      throws IOException {
    var request =
        HttpRequest.newBuilder(hub.get().resolve(door.path()))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", message.contentType())
            .POST(BodyPublishers.ofByteArray(message.body()));
    message.headers().forEach(request::header);
    try {
      var answer = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Told(
          order.orderNo(), message.example(), message.body(), answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    hangUp();
    workers.shutdownNow();
  }

  private void serve(HttpExchange http) throws IOException {
    try (http) {
      var path = http.getRequestURI().getPath();
      var there = calls.stream().filter(call -> at(call, path)).toList();
      var body = http.getRequestBody().readNBytes(LARGEST + 1);
      var fault = there.isEmpty() ? "没有这个地址 / no such address" : null;
      if (fault != null) {
        refuse(http, 404, fault);
      } else if (there.stream().noneMatch(call -> call.method().equals(http.getRequestMethod()))) {
        refuse(http, 405, "应为 / must be " + there.get(0).method());
      } else if (body.length > LARGEST) {
        refuse(http, 413, "报文过大 / the body is too large");
      } else {
        take(http, there, body);
      }
    }
  }

  private static boolean at(Call call, String path) {
    var known = call.path().contains("?") ? call.path().split("\\?")[0] : call.path();
    return known.endsWith("/*")
        ? path.startsWith(known.substring(0, known.length() - 1))
        : known.equals(path);
  }

  private void take(HttpExchange http, List<Call> there, byte[] body) throws IOException {
    var wrong = there.stream().map(call -> wrongHeader(call, http)).toList();
    var fits = wrong.indexOf(Optional.<String>empty());
    if (fits < 0) {
      refuse(http, 415, wrong.get(0).orElseThrow());
      return;
    }
    slowness.waitIfSlow();
    var reply = counter.take(there.get(fits), headers(http), body);
    if (reply.answer() == null) {
      refuse(http, 400, reply.why());
      return;
    }
    var answer = reply.answer();
    http.getResponseHeaders().set("Content-Type", answer.contentType());
    answer.headers().forEach(http.getResponseHeaders()::set);
    http.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    if (answer.body().length > 0) {
      http.getResponseBody().write(answer.body());
    }
  }

  /** The first header that is not as the routes set it; the interface document has it so. */
  private static Optional<String> wrongHeader(Call call, HttpExchange http) {
    for (var header : call.headers().entrySet()) {
      var given = http.getRequestHeaders().getFirst(header.getKey());
      if (given == null || !same(header.getValue(), given)) {
        return Optional.of(header.getKey() + " 应为 / must be " + header.getValue());
      }
    }
    return Optional.empty();
  }

  private static boolean same(String one, String other) {
    return plain(one).equals(plain(other));
  }

  private static String plain(String header) {
    return header.toLowerCase(Locale.ROOT).replaceAll("[\\s\"]", "");
  }

  private static Map<String, String> headers(HttpExchange http) {
    var headers = new HashMap<String, String>();
    http.getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return headers;
  }

  private static void refuse(HttpExchange http, int status, String why) throws IOException {
    var text = why.getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
    http.sendResponseHeaders(status, text.length);
    http.getResponseBody().write(text);
  }
}
