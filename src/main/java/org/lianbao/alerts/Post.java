package org.lianbao.alerts;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Posts JSON to a channel that listens over HTTP; follows no redirect. */
final class Post {

  private static final int MOST_BYTES = 16_384;
  private static final long SECONDS = 15;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * The body of a 2xx answer, its first 16 KB.
   *
   * @throws NotTold for any other answer, and for none within 15 s
   */
  byte[] json(URI url, Map<String, String> headers, String body) throws NotTold {
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    headers.forEach(request::header);
    var kept = new ByteArrayOutputStream();
    var asked =
        client.sendAsync(
            request.build(),
            BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> keep(kept, bytes))));
    try {
      var answer = asked.get(SECONDS, TimeUnit.SECONDS);
      if (answer.statusCode() / 100 != 2) {
        var asks = answer.headers().firstValue("Retry-After").filter(it -> it.matches("\\d{1,6}"));
        throw new NotTold(
            "HTTP " + answer.statusCode(),
            asks.map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))).orElse(Duration.ZERO));
      }
      return kept.toByteArray();
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new NotTold("没有在 %d 秒内应答 / no answer within %d s".formatted(SECONDS, SECONDS));
    } catch (ExecutionException e) {
      throw new NotTold(why(e.getCause()));
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new NotTold("联报正在停止 / the hub is stopping");
    }
  }

  private static void keep(ByteArrayOutputStream kept, byte[] bytes) {
    kept.write(bytes, 0, Math.min(bytes.length, MOST_BYTES - kept.size()));
  }

  private static String why(Throwable cause) {
    if (cause instanceof ConnectException || cause instanceof HttpTimeoutException) {
      return "连接不上 / cannot be reached";
    }
    return cause instanceof SSLException
        ? "TLS 证书或协议不被接受 / its TLS certificate or protocol is not accepted"
        : "连接中断 / the connection broke";
  }
}
