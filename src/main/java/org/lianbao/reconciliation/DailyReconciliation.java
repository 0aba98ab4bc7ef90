package org.lianbao.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the day before with every partner once a day, and earlier days again for which its grace
 * was not over or in which something is open; a list that could not be had is asked for again every
 * half hour.
 */
class DailyReconciliation {

  /** For so many days what is open is looked at again. */
  static final int DAYS_LOOKED_BACK = 31;

  private static final Duration AGAIN = Duration.ofMinutes(30);
  private static final Logger LOG = LoggerFactory.getLogger(DailyReconciliation.class);

  private final Reconciler reconciler;
  private final ComparisonTable table;
  private final LocalTime at;
  private final Clock clock;

  DailyReconciliation(Reconciler reconciler, ComparisonTable table, LocalTime at, Clock clock) {
    this.reconciler = reconciler;
    this.table = table;
    this.at = at;
    this.clock = clock;
  }

  /** Does what is due now and not done yet; called every minute. */
  void look() {
    var now = clock.now();
    var today = now.atZone(Clock.COUNTY).toLocalDate();
    var due = today.atTime(at).atZone(Clock.COUNTY).toInstant();
    if (now.isBefore(due)) {
      return;
    }
    var yesterday = today.minusDays(1);
    for (var partner : reconciler.partners()) {
      var slug = partner.slug();
      one(slug, () -> again(slug, yesterday, due, now));
      for (var back = partner.listing().orElseThrow().grace().toDays(); back > 0; back--) {
        var earlier = yesterday.minusDays(back);
        one(slug, () -> reconciler.compare(slug, earlier, due));
      }
    }
    for (var open : table.open(today.minusDays(DAYS_LOOKED_BACK))) {
      if (open.day().isBefore(yesterday) && lists(open.partner())) {
        one(open.partner(), () -> reconciler.compare(open.partner(), open.day(), due));
      }
    }
  }

  private boolean lists(String slug) {
    return reconciler.partners().stream().anyMatch(partner -> partner.slug().equals(slug));
  }

  private void again(String slug, LocalDate day, Instant due, Instant now) {
    var failed =
        table
            .find(slug, day)
            .filter(it -> it.state() != Comparison.State.DONE)
            .filter(it -> it.startedAt().isBefore(now.minus(AGAIN)));
    reconciler.compare(slug, day, failed.isPresent() ? now : due);
  }

  private static void one(String slug, Runnable comparison) {
    try {
      comparison.run();
    } catch (RuntimeException e) {
      LOG.warn("{}: could not be compared with and will be again: {}", slug, e.toString());
    }
  }
}
