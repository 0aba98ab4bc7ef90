package org.lianbao.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of the simulators, on 127.0.0.1 only. It is bound first and opened last. */
public final class WebDoor implements AutoCloseable {

  /** The longest body read, in bytes; a longer one is answered with 413. */
  public static final int MAX_BODY = 32 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(WebDoor.class);

  private static final Reply NOWHERE =
      Reply.json(404, Map.of("message", "没有这个地址 / no such address"));

  /** What only people and tests call; nothing stands before it. */
  private static final String ADMIN = "/admin/";

  private final HttpServer server;
  private final ExecutorService workers;
  private final Guard guard;

  private WebDoor(HttpServer server, ExecutorService workers, Guard guard) {
    this.server = server;
    this.workers = workers;
    this.guard = guard;
  }

  /** Takes the port; 0 takes any free one. */
  public static WebDoor bind(int port) throws IOException {
    // Without it every small answer waits 40 ms for the other side's delayed acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    try {
      var server = HttpServer.create(address, 1024);
      var workers = Executors.newCachedThreadPool();
      server.setExecutor(workers);
      return new WebDoor(server, workers, (request, endpoint) -> endpoint.answer(request));
    } catch (IOException e) {
      throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
    }
  }

  /** The same door for one simulator: the guard stands before all it opens but the admin pages. */
  public WebDoor behind(Guard simulatorsGuard) {
    return new WebDoor(server, workers, simulatorsGuard);
  }

  /** Serves a path: that one exactly, or everything below it when it ends with a slash. */
  public void open(String path, Endpoint endpoint) {
    Endpoint guarded =
        path.startsWith(ADMIN) ? endpoint : request -> guard.answer(request, endpoint);
    server.createContext(path, exchange -> serve(exchange, path, guarded));
  }

  /** Begins to answer; requests that came since {@link #bind} have waited. */
  public void start() {
    open("/", request -> NOWHERE);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private static void serve(HttpExchange exchange, String path, Endpoint endpoint)
      throws IOException {
    try (exchange) {
      var reply = reply(exchange, path, endpoint);
      if (reply == Reply.NONE) {
        return;
      }
      var bytes = reply.bytes();
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Reply reply(HttpExchange exchange, String path, Endpoint endpoint)
      throws IOException {
    var uri = exchange.getRequestURI();
    if (!path.endsWith("/") && !uri.getRawPath().equals(path)) {
      return NOWHERE;
    }
    var body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return Reply.json(413, Map.of("message", "报文过大 / the body is too large"));
    }
    var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    var request =
        new Request(
            exchange.getRequestMethod(),
            uri.getRawPath(),
            query,
            exchange.getRequestHeaders(),
            body);
    try {
      return endpoint.answer(request);
    } catch (IOException | RuntimeException e) {
      LOG.error("{} failed", path, e);
      return Reply.json(500, Map.of("message", "系统异常 / internal error, see the sandbox's log"));
    }
  }
}
