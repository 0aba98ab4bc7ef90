package org.lianbao.twin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.lianbao.shared.Json;
import org.springframework.boot.convert.DurationStyle;

/**
 * The door to a running twin's faults, on loopback: {@code GET /twin} tells its state, {@code POST
 * /twin/faults} with {@code {"fault": "slow", "arg": "5s", "for": "30s"}} begins one, {@code DELETE
 * /twin/faults} ends them all. Only JSON is taken, so that no web page can use it.
 */
final class FaultDoor implements AutoCloseable {

  private static final int LARGEST = 64 * 1024;

  private final Twin twin;
  private final HttpServer server;

  FaultDoor(Twin twin, int port) throws IOException {
    this.twin = twin;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    } catch (IOException e) {
      throw new IOException("端口被占用 / cannot listen on 127.0.0.1:" + port, e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange http) throws IOException {
    try (http) {
      var asked = http.getRequestMethod() + " " + http.getRequestURI().getPath();
      switch (asked) {
        case "GET /twin" -> answer(http, 200, twin.state());
        case "POST /twin/faults" -> begin(http);
        case "DELETE /twin/faults" -> {
          twin.clear();
          answer(http, 200, twin.state());
        }
        default ->
            answer(
                http, 404, Map.of("message", "GET /twin, POST /twin/faults, DELETE /twin/faults"));
      }
    }
  }

  private void begin(HttpExchange http) throws IOException {
    var type = http.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      answer(http, 415, Map.of("message", "Content-Type: application/json"));
      return;
    }
    try {
      var body = Json.read(http.getRequestBody().readNBytes(LARGEST));
      var argument = body.path("arg").asText("");
      var code = body.path("fault").asText();
      var length = body.path("for").asText("");
      twin.begin(
          Fault.parse(argument.isEmpty() ? code : code + ":" + argument),
          length.isEmpty() ? null : DurationStyle.detectAndParse(length));
      answer(http, 200, twin.state());
    } catch (IllegalArgumentException | Json.MalformedJson e) {
      answer(http, 400, Map.of("message", String.valueOf(e.getMessage())));
    }
  }

  private static void answer(HttpExchange http, int status, Object value) throws IOException {
    var text = Json.write(value).getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    http.sendResponseHeaders(status, text.length);
    http.getResponseBody().write(text);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
