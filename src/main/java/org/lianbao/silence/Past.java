package org.lianbao.silence;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lianbao.partners.Patience;
import org.lianbao.partners.Patience.Measure;

/**
 * How long a partner has taken for a step: 99 of its latest {@value #LATEST} answers took no
 * longer.
 *
 * @param kind the kind of order, or the route that polls
 * @param step a step of orders, or {@link #NEWS}
 * @param answers how many it is reckoned from
 * @param seconds in time in which the partner is open
 */
record Past(
    String partner, String kind, String step, int answers, double seconds, double workingDays) {

  /** From news to news of a route that polls. */
  static final String NEWS = "NEWS";

  static final int LATEST = 200;

  /** Fewer say nothing of what is usual. */
  static final int ENOUGH = 30;

  private static final double MOST = 0.99;
  private static final double MARGIN = 2;
  private static final double SHORTEST_SECONDS = 15 * 60;
  private static final double SHORTEST_DAYS = 0.5;

  /** A span of time, told in both measures. */
  record Span(double seconds, double workingDays) {}

  static Past of(String partner, String kind, String step, List<Span> spans) {
    return new Past(
        partner,
        kind,
        step,
        spans.size(),
        high(spans, Span::seconds),
        high(spans, Span::workingDays));
  }

  private static double high(List<Span> spans, ToDoubleFunction<Span> measure) {
    var sorted = spans.stream().mapToDouble(measure).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(MOST * sorted.length) - 1];
  }

  /** Whether it tells what is usual. */
  boolean known() {
    return answers >= ENOUGH;
  }

  /** Twice as long as all but one in a hundred took, and never absurdly short. */
  Patience patience(Measure measure) {
    return measure == Measure.CLOCK
        ? new Patience(Math.max(SHORTEST_SECONDS, MARGIN * seconds), measure)
        : new Patience(Math.max(SHORTEST_DAYS, MARGIN * workingDays), measure);
  }
}
