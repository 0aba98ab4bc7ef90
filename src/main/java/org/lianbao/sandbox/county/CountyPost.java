package org.lianbao.sandbox.county;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.lianbao.shared.Json;

/**
 * Hands applications, and what is asked of their cases, to the hub the way the county system does.
 */
public final class CountyPost implements ApplicationPost {

  private static final String PATH = "/api/v1/applications";

  private final String hub;
  private final URI target;
  private final CountySignature signature;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public CountyPost(URI hub, CountySignature signature) {
    var text = hub.toString();
    this.hub = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.target = URI.create(this.hub + PATH);
    this.signature = signature;
  }

  /** The hub's answer as it came. */
  public record Answer(int status, String body) {

    /** The body as JSON if it is, as text otherwise. */
    public Object readable() {
      try {
        return Json.read(body.getBytes(StandardCharsets.UTF_8));
      } catch (Json.MalformedJson e) {
        return body;
      }
    }
  }

  /** Where applications go. */
  public URI target() {
    return target;
  }

  @Override
  public String destination() {
    return target.toString();
  }

  /** Where a case is asked for a withdrawal (撤回). */
  public URI withdrawal(String caseNo) {
    return URI.create(hub + "/api/v1/cases/" + caseNo + "/withdrawal");
  }

  /** Where corrections (补正) of a case are answered. */
  public URI corrections(String caseNo) {
    return URI.create(hub + "/api/v1/cases/" + caseNo + "/corrections");
  }

  /** The headers of one application, signature and content type. */
  public Map<String, String> headers(byte[] document) {
    return headers(target, document);
  }

  private Map<String, String> headers(URI target, byte[] document) {
    var headers =
        signature.headers(
            "POST",
            target.getRawPath(),
            target.getRawQuery() == null ? "" : target.getRawQuery(),
            document,
            requestId(document));
    headers.put("Content-Type", "application/json");
    return headers;
  }

  /**
   * Signs and posts an application once; a changed one amends its case.
   *
   * @throws IOException if the hub cannot be reached or does not answer within 30 s
   */
  @Override
  public Answer post(byte[] document) throws IOException, InterruptedException {
    return post(target, document);
  }

  /**
   * Signs and posts once to {@link #withdrawal} or {@link #corrections}.
   *
   * @throws IOException if the hub cannot be reached or does not answer within 30 s
   */
  public Answer post(URI target, byte[] document) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(target)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(document));
    headers(target, document).forEach(request::header);
    var answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(answer.statusCode(), answer.body());
  }

  /** The form's own request id, or a new one where it has none that a header can carry. */
  static String requestId(byte[] document) {
    try {
      var id = Json.read(document).path("requestId").asText();
      // A header carries plain characters only.
      return id.matches("[\\x21-\\x7e]{1,64}") ? id : UUID.randomUUID().toString();
    } catch (Json.MalformedJson e) {
      return UUID.randomUUID().toString();
    }
  }
}
