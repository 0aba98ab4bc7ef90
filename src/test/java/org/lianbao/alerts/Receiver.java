package org.lianbao.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lianbao.shared.Json;

/** A real HTTP server that takes what is posted; answers 200 unless told otherwise. */
final class Receiver implements AutoCloseable {

  record Posted(String query, Map<String, String> headers, String body) {}

  private record Answer(int status, String retryAfter, String body) {}

  private final List<Posted> posted = new CopyOnWriteArrayList<>();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final HttpServer server;

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::take);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?key=sesame";
  }

  /** The next answer that is not yet spoken for. */
  void answer(int status, String body) {
    answers.add(new Answer(status, null, body));
  }

  void askToWait(int seconds) {
    answers.add(new Answer(429, Integer.toString(seconds), ""));
  }

  List<Posted> posted() {
    return List.copyOf(posted);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Json.read(body.getBytes(StandardCharsets.UTF_8));
      posted.add(new Posted(exchange.getRequestURI().getRawQuery(), headers, body));
      var answer = answers.isEmpty() ? new Answer(200, null, "{\"errcode\":0}") : answers.poll();
      if (answer.retryAfter() != null) {
        exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
      }
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
