package org.lianbao.attachments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.lianbao.partners.Partner;

/** The files an order takes along. */
public interface OrderFiles {

  /**
   * The files of this order that are there for its partner, in the order of its list. A file the
   * partner does not take, or that is wrong or too large and not required, is left out.
   *
   * @param order an order document; its attachments are those the partner may see
   * @throws NotReady while a file it takes is not there yet, or one it requires is wrong
   */
  List<OrderFile> of(Partner partner, JsonNode order);

  /**
   * The content, to be closed by the caller.
   *
   * @throws NotReady if the store has lost it; it is fetched again
   */
  InputStream open(OrderFile file);

  /** Keeps the id under which the partner has the file, so that it is uploaded once. */
  void uploaded(Partner partner, String sm3, String fileId);

  /** An address of the hub under which the partner gets this file, for as long as it says. */
  String link(Partner partner, OrderFile file);

  /**
   * A file.
   *
   * @param named what the form says of it
   * @param size in bytes, as it was counted
   * @param safeName a name of plain letters, digits and hyphens with the ending of its kind
   * @param fileId the partner's id of it, {@code null} if it was not uploaded yet
   */
  record OrderFile(
      JsonNode named, String sm3, long size, String mime, String safeName, String fileId) {}

  /** An order has to wait for a file; says for how long at the least, and why. */
  final class NotReady extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    /**
     * @param wait {@code null} leaves it to the partner's retry policy
     */
    public NotReady(String message, Duration wait) {
      super(message);
      this.wait = wait;
    }

    public Duration waitFor() {
      return wait;
    }
  }
}
