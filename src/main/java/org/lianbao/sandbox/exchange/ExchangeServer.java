package org.lianbao.sandbox.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.lianbao.hosting.DataFolder;
import org.lianbao.hosting.EmbeddedPostgres;
import org.lianbao.hosting.StartFailure;
import org.lianbao.sandbox.keys.Agreed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sandbox's database server, {@code <data>/sandbox/exchange}, with a database for each owner.
 */
public final class ExchangeServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExchangeServer.class);

  private final CompletableFuture<Running> starting;

  private record Running(DataFolder folder, EmbeddedPostgres postgres) {}

  /**
   * Begins to start the server, so that others can start meanwhile; the first time takes a second
   * or two.
   *
   * @param port 0 takes any free one
   */
  public ExchangeServer(Path directory, int port) {
    this.starting = CompletableFuture.supplyAsync(() -> start(directory, port));
  }

  private static Running start(Path directory, int port) {
    try {
      var folder = DataFolder.open(directory.resolve("exchange"));
      return new Running(folder, EmbeddedPostgres.startSmall(folder, port));
    } catch (StartFailure e) {
      throw new CompletionException(
          new IOException("前置库未能启动 / the exchange database does not start: " + e.getMessage(), e));
    }
  }

  /**
   * Opens a database as soon as the server is up, and makes what it lacks.
   *
   * @param agreed with {@code db-user} and {@code db-password} of the account for the hub
   */
  public CompletableFuture<ExchangeDatabase> open(ExchangeLayout layout, Agreed agreed) {
    return starting.thenApplyAsync(
        running -> {
          try {
            return new ExchangeDatabase(running.postgres, layout, agreed);
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  @Override
  public void close() throws IOException {
    try {
      var running = starting.join();
      running.postgres.close();
      running.folder.close();
    } catch (CompletionException e) {
      LOG.debug("there was no server to close");
    }
  }
}
