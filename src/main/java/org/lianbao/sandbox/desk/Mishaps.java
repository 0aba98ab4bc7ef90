package org.lianbao.sandbox.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;

/**
 * What happens to the data of real systems and only a comparison shows: an order is lost, one comes
 * from nowhere, one gets another number. Each is a POST below {@code /admin/<name>/}: {@code
 * lose/}, {@code gain/} or {@code renumber/} and our number of the order.
 */
public record Mishaps(OrderBook book, Clock clock) {

  /** Longer than anything is on its way. */
  private static final Duration LONG_AGO = Duration.ofMinutes(15);

  /** Opens the pages of one simulator. */
  public void open(WebDoor door, String name) {
    open(door, "/admin/" + name + "/lose/", book::lose);
    open(
        door,
        "/admin/" + name + "/gain/",
        (no, at) -> book.take(no, "nobody's", at.minus(LONG_AGO)));
    open(door, "/admin/" + name + "/renumber/", book::renumber);
  }

  private void open(WebDoor door, String path, Mishap mishap) {
    door.open(path, request -> suffer(request, path, mishap));
  }

  private Reply suffer(Request request, String path, Mishap mishap) {
    if (!request.isPost()) {
      return Reply.json(405, Map.of("message", "只接受 POST / only POST"));
    }
    mishap.befalls(request.path().substring(path.length()), clock.now());
    return Reply.json(200, book.view());
  }

  @FunctionalInterface
  private interface Mishap {
    void befalls(String orderNo, Instant at);
  }
}
