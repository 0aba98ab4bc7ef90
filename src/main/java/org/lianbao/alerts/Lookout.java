package org.lianbao.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lianbao.alerts.KeptAlert.Cause;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks all watches what is wrong, and opens and clears alerts accordingly. Whichever hub asks finds
 * the same, so one at a time is enough and none needs to remember anything.
 */
class Lookout {

  /**
   * How long a trouble stays away before its alert is cleared. A partner whose hold ends with one
   * answer and begins again with the next failures would otherwise be told twice every few minutes.
   */
  static final Duration QUIET = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
  private static final String FAILED = "watch-failed";

  private final AlertTable table;
  private final Map<String, Watch> watches;
  private final TransactionTemplate transaction;
  private final TransactionTemplate part;
  private final Clock clock;

  /**
   * @param watches by name
   */
  Lookout(
      AlertTable table,
      Map<String, Watch> watches,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.table = table;
    this.watches = Map.copyOf(watches);
    this.transaction = new TransactionTemplate(transactions);
    this.part = new TransactionTemplate(transactions);
    part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.clock = clock;
  }

  /** One round; nothing while another hub makes one. */
  void look() {
    try {
      transaction.executeWithoutResult(
          status -> {
            if (table.isMine()) {
              round(clock.now());
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("nobody could look for trouble and somebody will again: {}", e.toString());
    }
  }

  private void round(Instant now) {
    var blind = new TreeSet<String>();
    var seen = seen(now, blind);
    var open = new HashMap<Cause, KeptAlert>();
    table.open().forEach(alert -> open.put(alert.cause(), alert));
    seen.forEach(
        (cause, what) -> {
          var known = open.remove(cause);
          if (known == null) {
            table.open(cause, what, now);
            LOG.warn(
                "alert opened: {} {}: {}, first {}",
                cause.kind(),
                cause.partner(),
                what.count(),
                what.about().get(0));
          } else {
            table.stillThere(known.id(), what, now);
          }
        });
    open.values().stream()
        .filter(alert -> !blind.contains(alert.watch()))
        .filter(alert -> !alert.seenAt().plus(QUIET).isAfter(now))
        .forEach(
            alert -> {
              table.clear(alert.id(), now);
              LOG.info("alert cleared: {} {}", alert.cause().kind(), alert.cause().partner());
            });
  }

  /** What is wrong now, by cause; {@code blind} gets the watches that could not look. */
  private Map<Cause, Seen> seen(Instant now, Set<String> blind) {
    var seen = new LinkedHashMap<Cause, Seen>();
    watches.forEach(
        (name, watch) -> {
          try {
            // A statement that fails must not take the round with it.
            var troubles = part.execute(status -> watch.troubles(now));
            grouped(troubles).forEach((cause, all) -> seen.putIfAbsent(cause, Seen.of(name, all)));
          } catch (RuntimeException e) {
            blind.add(name);
            LOG.warn("{} could not look for trouble: {}", name, e.toString());
          }
        });
    var failed = new ArrayList<Trouble>();
    blind.forEach(name -> failed.add(new Trouble(FAILED, Optional.empty(), name, now, Map.of())));
    grouped(failed).forEach((cause, all) -> seen.put(cause, Seen.of("", all)));
    return seen;
  }

  private static Map<Cause, List<Trouble>> grouped(List<Trouble> troubles) {
    return troubles.stream()
        .collect(Collectors.groupingBy(Cause::of, LinkedHashMap::new, Collectors.toList()));
  }
}
