package org.lianbao.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.lianbao.shared.Json;

/** Speaks JSON with one server on this machine. */
public final class WebClient {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String base;
  private final String token;

  public WebClient(int port) {
    this("http://127.0.0.1:" + port, null);
  }

  /** Shows this token to the server, if there is one. */
  public WebClient(String base, String token) {
    this.base = base;
    this.token = token;
  }

  public String base() {
    return base;
  }

  /** Whether the path answers 200 within two seconds. */
  public boolean answers(String path) throws InterruptedException {
    try {
      return send(request(path).timeout(Duration.ofSeconds(2)).GET()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a GET brings; fails unless it is a 200. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    var answer = send(request(path).timeout(Duration.ofSeconds(20)).GET());
    if (answer.statusCode() != 200) {
      throw new IOException("GET " + path + " answered " + answer.statusCode());
    }
    return Json.read(answer.body());
  }

  /** What a POST of JSON brings, whatever its status. */
  public Answer post(String path, byte[] body) throws IOException, InterruptedException {
    var answer =
        send(
            request(path)
                .timeout(Duration.ofSeconds(90))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    return new Answer(answer.statusCode(), Json.read(answer.body()));
  }

  /** What a GET brings, whatever its status. */
  public Answer ask(String path) throws IOException, InterruptedException {
    var answer = send(request(path).timeout(Duration.ofSeconds(90)).GET());
    return new Answer(answer.statusCode(), Json.read(answer.body()));
  }

  /** Deletes what is there, whatever is answered. */
  public void delete(String path) throws IOException, InterruptedException {
    send(request(path).timeout(Duration.ofSeconds(20)).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Status and body of an answer. */
  public record Answer(int status, JsonNode body) {}
}
