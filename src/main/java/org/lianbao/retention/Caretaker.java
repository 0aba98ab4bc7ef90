package org.lianbao.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Goes through the rules, one hub at a time and one small commit after the other. */
class Caretaker implements Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);

  /** When the county sleeps, in Asia/Shanghai. */
  private static final int HOUR = 3;

  private final List<Rule> rules;
  private final RetentionSettings settings;
  private final Removals removals;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<String, Instant> failing = new ConcurrentHashMap<>();
  private LocalDate swept;

  Caretaker(
      List<Rule> rules,
      RetentionSettings settings,
      Removals removals,
      TransactionTemplate transaction,
      Clock clock) {
    // What the end of a case sets free goes in the same night.
    this.rules =
        rules.stream().sorted(Comparator.comparing(Rule::keep).thenComparing(Rule::name)).toList();
    this.settings = settings;
    this.removals = removals;
    this.transaction = transaction;
    this.clock = clock;
    prepare();
  }

  /** Once an hour: months to come are made; once a night, old things go. */
  void round() {
    var now = clock.now().atZone(Clock.COUNTY);
    if (now.getHour() >= HOUR && !now.toLocalDate().equals(swept)) {
      var whole = sweep("hub").rules().stream().allMatch(line -> line.fault() == null);
      swept = whole ? now.toLocalDate() : null;
    } else {
      prepare();
    }
  }

  /** A month that cannot be made now is made an hour later; until then the rest takes its rows. */
  private void prepare() {
    for (var rule : rules) {
      try {
        transaction.executeWithoutResult(
            status -> {
              if (removals.isMine()) {
                rule.prepare(clock.now());
              }
            });
      } catch (RuntimeException e) {
        LOG.warn("{}: the months to come could not be made: {}", rule.name(), e.toString());
      }
    }
  }

  @Override
  public Report look() {
    var now = clock.now();
    return new Report(
        now,
        rules.stream().map(rule -> line(rule, now, rule.look(before(rule, now)), null)).toList());
  }

  @Override
  public Report sweep(String by) {
    prepare();
    var now = clock.now();
    return new Report(now, rules.stream().map(rule -> sweep(rule, now, by)).toList());
  }

  @Override
  public Map<String, Instant> failing() {
    return Map.copyOf(failing);
  }

  private Line sweep(Rule rule, Instant now, String by) {
    var parts = new LinkedHashMap<String, Portion>();
    String fault = null;
    try {
      Optional<Portion> gone;
      do {
        gone = transaction.execute(status -> step(rule, now, by));
        gone.ifPresent(it -> parts.merge(it.part(), it, Caretaker::sum));
      } while (gone.isPresent());
    } catch (RuntimeException e) {
      fault = e.getClass().getSimpleName();
      failing.putIfAbsent(rule.name(), now);
      LOG.warn(
          "{}: could not remove all that is old and will again: {}", rule.name(), e.toString());
    }
    if (fault == null) {
      failing.remove(rule.name());
    }
    var portions = new ArrayList<>(parts.values());
    portions.forEach(
        it ->
            LOG.info(
                "{}: {} removed of {}; stayed: {}",
                rule.name(),
                it.removed(),
                it.part(),
                it.kept()));
    return line(rule, now, portions, fault);
  }

  private Optional<Portion> step(Rule rule, Instant now, String by) {
    if (!removals.isMine()) {
      return Optional.empty();
    }
    var before = before(rule, now);
    var gone = rule.step(before);
    gone.ifPresent(it -> removals.write(now, by, rule.name(), before, it));
    return gone;
  }

  private Instant before(Rule rule, Instant now) {
    return settings.before(rule.keep(), now);
  }

  private Line line(Rule rule, Instant now, List<Portion> portions, String fault) {
    return new Line(
        rule.name(),
        rule.keep().name(),
        settings.of(rule.keep()).toDays(),
        before(rule, now),
        portions,
        fault);
  }

  private static Portion sum(Portion one, Portion other) {
    return new Portion(one.part(), one.removed() + other.removed(), one.kept());
  }
}
