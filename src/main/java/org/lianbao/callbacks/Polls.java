package org.lianbao.callbacks;

import java.time.Instant;
import java.util.List;

/**
 * The routes on which the hub asks partners for news, and how that goes. What is told here is kept
 * twice a minute at most; a route that was never begun is not kept.
 */
public interface Polls {

  /** This hub polls on the route. */
  void begun(String route, String partner);

  /** The partner could be asked, whether or not there was news. */
  void answered(String route);

  /** There was something new. */
  void news(String route);

  /** The partner could not be asked. */
  void failed(String route);

  /** Every route that any hub has polled on. */
  List<Poll> all();

  /**
   * How one route goes, up to half a minute ago.
   *
   * @param begunAt since when it is polled on
   * @param answeredAt when the partner was last asked with success; {@code null} if never
   * @param failedAt when it last could not be asked; {@code null} if never
   * @param news when there was news, the latest 200 times, in order
   */
  record Poll(
      String route,
      String partner,
      Instant begunAt,
      Instant answeredAt,
      Instant failedAt,
      List<Instant> news) {}
}
