package org.lianbao.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/** The county's system over real HTTP; signs as its contract says. */
final class County {

  static final String PATH = "/api/v1/applications";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final int port;

  County(int port) {
    this.port = port;
  }

  Answer post(ObjectNode form) {
    return post(bytes(form), Map.of());
  }

  /** Posts signed; headers given replace or, where {@code null}, take out the county's own. */
  Answer post(byte[] body, Map<String, String> changes) {
    var headers = signed(body);
    headers.put("Content-Type", "application/json");
    headers.putAll(changes);
    headers.values().removeIf(String::isEmpty);
    return send("POST", PATH, body, headers);
  }

  /** Asks something of a case, signed. */
  Answer ask(String caseNo, String what, ObjectNode document) {
    var path = "/api/v1/cases/" + caseNo + "/" + what;
    var body = bytes(document);
    var headers = signed(path, body, String.valueOf(IntakeContext.NOW.toEpochMilli()));
    headers.put("Content-Type", "application/json");
    return send("POST", path, body, headers);
  }

  static Map<String, String> signed(byte[] body) {
    return signed(body, String.valueOf(IntakeContext.NOW.toEpochMilli()));
  }

  static Map<String, String> signed(byte[] body, String timestamp) {
    return signed(PATH, body, timestamp);
  }

  private static Map<String, String> signed(String path, byte[] body, String timestamp) {
    var nonce = UUID.randomUUID().toString();
    var canonical =
        String.join(
            "\n", "POST", path, "", IntakeContext.APP_KEY, timestamp, nonce, Digest.sm3(body));
    var headers = new LinkedHashMap<String, String>();
    headers.put("X-App-Key", IntakeContext.APP_KEY);
    headers.put("X-Timestamp", timestamp);
    headers.put("X-Nonce", nonce);
    headers.put("X-Sign", Digest.hmacSm3(IntakeContext.SECRET, canonical));
    return headers;
  }

  Answer send(String method, String path, byte[] body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body(), response.headers().map());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(JsonNode form) {
    return Json.write(form).getBytes(StandardCharsets.UTF_8);
  }

  /** What came back. */
  record Answer(int status, byte[] body, Map<String, java.util.List<String>> headers) {

    JsonNode json() {
      return Json.read(body);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers
          .getOrDefault(name.toLowerCase(java.util.Locale.ROOT), java.util.List.of(""))
          .get(0);
    }

    String code() {
      return json().path("code").asText();
    }
  }
}
