package org.lianbao.attachments;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.lianbao.attachments.Fetch.Landed;
import org.lianbao.shared.Digest;

/**
 * Takes a body to disk as it comes, counting and digesting it, and hangs up once it is too long.
 * Never more than a few buffers are in memory.
 */
final class Landing implements BodySubscriber<Landed>, AutoCloseable {

  private final FileChannel file;
  private final long longest;
  private final Digest.Running digest = new Digest.Running();
  private final CompletableFuture<Landed> landed = new CompletableFuture<>();
  private byte[] head = {};
  private long size;
  private Subscription subscription;

  Landing(Path file, long longest) throws IOException {
    this.file =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    this.longest = longest;
  }

  @Override
  public CompletionStage<Landed> getBody() {
    return landed;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    try {
      for (var buffer : buffers) {
        take(buffer);
      }
      subscription.request(1);
    } catch (IOException | Fetch.TooLong e) {
      subscription.cancel();
      onError(e);
    }
  }

  private void take(ByteBuffer buffer) throws IOException, Fetch.TooLong {
    size += buffer.remaining();
    if (size > longest) {
      throw new Fetch.TooLong();
    }
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    digest.add(bytes, 0, bytes.length);
    if (head.length < FileType.HEAD) {
      var known = head.length;
      head = Arrays.copyOf(head, Math.min(FileType.HEAD, known + bytes.length));
      System.arraycopy(bytes, 0, head, known, head.length - known);
    }
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }

  @Override
  public void onError(Throwable failure) {
    close();
    landed.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    close();
    landed.complete(new Landed(digest.sm3(), size, head));
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      landed.completeExceptionally(e);
    }
  }
}
