package org.lianbao.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What every test of this room starts from: a server on a free port and an empty shelf. */
@SpringBootTest(
    classes = ConsoleTestApp.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.config.location=optional:classpath:/none.yaml")
abstract class ConsoleServer {

  static final String CASE = "BZ4109282026110900001";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Autowired Shelf shelf;
  @LocalServerPort int port;

  @BeforeEach
  void emptyTheShelf() {
    shelf.clear();
  }

  /** The answer to a GET with these request headers, given as name, value, name, value. */
  HttpResponse<String> get(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(
          request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
