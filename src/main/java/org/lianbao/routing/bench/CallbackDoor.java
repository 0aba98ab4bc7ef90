package org.lianbao.routing.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.DefaultConsumer;

/** The HTTP door of the routes on the bench, where the hub would have its server. */
final class CallbackDoor implements PlatformHttpEngine, AutoCloseable {

  private static final int LARGEST = 2 * 1024 * 1024;

  private final HttpServer server;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Map<String, Consumer> consumers = new ConcurrentHashMap<>();

  CallbackDoor(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    server.setExecutor(workers);
    server.createContext("/", this::serve);
    server.start();
  }

  @Override
  public int getServerPort() {
    return server.getAddress().getPort();
  }

  @Override
  public String getScheme() {
    return "http";
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new Consumer(endpoint, processor);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void serve(HttpExchange http) throws IOException {
    try (http) {
      var consumer = consumers.get(http.getRequestURI().getPath());
      var body = http.getRequestBody().readNBytes(LARGEST + 1);
      if (consumer == null) {
        http.sendResponseHeaders(404, -1);
      } else if (!consumer.allows(http.getRequestMethod())) {
        http.sendResponseHeaders(405, -1);
      } else if (body.length > LARGEST) {
        http.sendResponseHeaders(413, -1);
      } else {
        consumer.take(http, body);
      }
    }
  }

  private final class Consumer extends DefaultConsumer implements PlatformHttpConsumer {

    private final PlatformHttpEndpoint endpoint;

    Consumer(PlatformHttpEndpoint endpoint, Processor processor) {
      super(endpoint, processor);
      this.endpoint = endpoint;
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
      return endpoint;
    }

    boolean allows(String method) {
      var only = endpoint.getHttpMethodRestrict();
      return only == null || only.contains(method);
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      consumers.put(endpoint.getPath(), this);
    }

    @Override
    protected void doStop() throws Exception {
      consumers.remove(endpoint.getPath());
      super.doStop();
    }

    private void take(HttpExchange http, byte[] body) throws IOException {
      var exchange = createExchange(false);
      try {
        var in = exchange.getIn();
        var strategy = endpoint.getHeaderFilterStrategy();
        http.getRequestHeaders()
            .forEach(
                (name, values) -> {
                  if (strategy == null
                      || !strategy.applyFilterToExternalHeaders(name, values.get(0), exchange)) {
                    in.setHeader(name, values.get(0));
                  }
                });
        in.setHeader("CamelHttpServletRequest", from(http.getRemoteAddress().getAddress()));
        in.setHeader(Exchange.HTTP_METHOD, http.getRequestMethod());
        in.setHeader(Exchange.CONTENT_TYPE, http.getRequestHeaders().getFirst("Content-Type"));
        in.setBody(body);
        getProcessor().process(exchange);
        answer(http, exchange);
      } catch (Exception e) {
        http.sendResponseHeaders(500, -1);
      } finally {
        releaseExchange(exchange, false);
      }
    }

    /** What routes ask of the server's own request: who sent it. */
    private static HttpServletRequest from(InetAddress address) {
      return (HttpServletRequest)
          Proxy.newProxyInstance(
              CallbackDoor.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, given) ->
                  method.getReturnType() == String.class ? address.getHostAddress() : null);
    }

    private static void answer(HttpExchange http, Exchange exchange) throws IOException {
      if (exchange.getException() != null) {
        http.sendResponseHeaders(500, -1);
        return;
      }
      var out = exchange.getMessage();
      var body = out.getBody(byte[].class);
      var type = out.getHeader(Exchange.CONTENT_TYPE, String.class);
      if (type != null) {
        http.getResponseHeaders().set("Content-Type", type);
      }
      var length = body == null ? 0 : body.length;
      http.sendResponseHeaders(
          out.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, int.class), length == 0 ? -1 : length);
      if (length > 0) {
        http.getResponseBody().write(body);
      }
    }
  }
}
