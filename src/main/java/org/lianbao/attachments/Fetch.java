package org.lianbao.attachments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gets a file over HTTP to disk, from allowed origins only, within a time and a size. */
final class Fetch {

  private static final int REDIRECTS = 3;

  private final Origins origins;
  private final Duration timeLimit;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Fetch(Origins origins, Duration timeLimit) {
    this.origins = origins;
    this.timeLimit = timeLimit;
  }

  /**
   * Gets it; a redirect is followed to allowed origins only.
   *
   * @param longest in bytes; whoever sends more is hung up on
   * @throws WrongFile if it cannot be had there at all
   * @throws TooLong if there is more than that
   * @throws IOException if it cannot be had for the moment
   */
  Landed get(String url, Path into, long longest)
      throws WrongFile, TooLong, IOException, InterruptedException {
    var address = origins.admit(url);
    var end = System.nanoTime() + timeLimit.toNanos();
    for (var hop = 0; hop <= REDIRECTS; hop++) {
      var answer = ask(address, into, longest, end);
      if (answer.statusCode() == 200) {
        return answer.body();
      }
      address = origins.admit(next(address, answer));
    }
    throw new WrongFile("文件地址转来转去", "the file's address leads from one to the next");
  }

  /** Where an answer that is no file sends us. */
  private static URI next(URI address, HttpResponse<?> answer) throws WrongFile, IOException {
    var status = answer.statusCode();
    var location = answer.headers().firstValue("Location");
    if (status / 100 == 3 && status != 304 && location.isPresent()) {
      try {
        return address.resolve(location.get());
      } catch (IllegalArgumentException e) {
        throw new WrongFile("文件地址不合规范", "the file's address is not a proper one");
      }
    }
    if (status / 100 == 5 || status == 408 || status == 429) {
      throw new IOException("HTTP " + status);
    }
    throw new WrongFile(
        "按地址取不到文件，对方答复 HTTP " + status, "there is no file at its address: HTTP " + status);
  }

  private HttpResponse<Landed> ask(URI address, Path into, long longest, long end)
      throws WrongFile, TooLong, IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(address.toASCIIString())).GET().build();
    var landing = new Landing(into, longest);
    var asked = client.sendAsync(request, answer -> receive(answer, landing));
    try (landing) {
      return asked.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new IOException("no whole answer within " + timeLimit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof TooLong tooLong) {
          throw tooLong;
        }
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      asked.cancel(true);
      throw e;
    }
  }

  /** Takes the body of a file; that of any other answer is not read. */
  private static BodySubscriber<Landed> receive(ResponseInfo answer, Landing landing) {
    return answer.statusCode() == 200
        ? landing
        : BodySubscribers.mapping(BodySubscribers.ofInputStream(), Fetch::unread);
  }

  private static Landed unread(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return null;
  }

  /**
   * A file that has come whole.
   *
   * @param head its first bytes, {@link FileType#HEAD} of them if there are so many
   */
  record Landed(String sm3, long size, byte[] head) {}

  /** More came than was to come. */
  static final class TooLong extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
