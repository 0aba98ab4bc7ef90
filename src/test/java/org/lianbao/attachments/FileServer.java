package org.lianbao.attachments;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server in the place of the county's; each path behaves as a test says. */
public final class FileServer implements AutoCloseable {

  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public FileServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(workers);
    server.start();
  }

  /** The paths that were asked for, in that order. */
  public List<String> asked() {
    return asked;
  }

  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Serves these bytes, and says where. */
  public String serve(String path, byte[] bytes) {
    return at(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  /** Answers with a status and nothing else. */
  public String refuse(String path, int status) {
    return at(path, exchange -> exchange.sendResponseHeaders(status, -1));
  }

  public String redirect(String path, String location) {
    return at(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  /** Sends without an end and without saying how much. */
  public String endless(String path, byte[] head) {
    return at(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(head);
          var piece = new byte[8192];
          while (closing.getCount() > 0) {
            exchange.getResponseBody().write(piece);
          }
        });
  }

  /** Sends some bytes, and then nothing more. */
  public String stuck(String path, byte[] head) {
    return at(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(head);
          exchange.getResponseBody().flush();
          try {
            closing.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  public String at(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            asked.add(exchange.getRequestURI().getPath());
            answer.to(exchange);
          }
        });
    return origin() + path;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    workers.shutdownNow();
  }

  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }
}
