package org.lianbao.sandbox.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Gets the file behind a link, as a utility does that is sent one: within 15 s and 64 MiB. */
public final class Download {

  private static final int LARGEST = 64 * 1024 * 1024;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * The file, if the link is good.
   *
   * @throws IOException if nobody answers there, or only that it cannot at this time (5xx)
   */
  public Optional<byte[]> get(String link) throws IOException {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(link)).timeout(Duration.ofSeconds(15)).build();
      var answer = http.send(request, BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        var bytes = body.readNBytes(LARGEST);
        if (answer.statusCode() / 100 == 5) {
          throw new IOException("status " + answer.statusCode() + " to a file");
        }
        return answer.statusCode() == 200 ? Optional.of(bytes) : Optional.empty();
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching a file", e);
    }
  }
}
