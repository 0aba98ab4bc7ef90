package org.lianbao.retention;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table that grows with every message: partitioned by month (Asia/Shanghai), so that an old month
 * is dropped whole. What is unresolved in it is first laid into the default partition, where it
 * goes row by row once it is resolved.
 */
public final class MonthRule implements Rule {

  /** Months that are there before they begin. */
  private static final int AHEAD = 2;

  /** More than this is not moved while others wait: a month with so much stays as it is. */
  private static final long MOST_MOVED = 10_000;

  private final JdbcClient jdbc;
  private final String name;
  private final Keep keep;
  private final String table;
  private final String column;
  private final String why;
  private final Months months;

  /**
   * @param column the time by which the table is partitioned
   * @param why SQL over a row {@code m}: the reason why it stays, {@code null} where it may go
   */
  public MonthRule(
      JdbcClient jdbc, String name, Keep keep, String table, String column, String why) {
    this.jdbc = jdbc;
    this.name = name;
    this.keep = keep;
    this.table = table;
    this.column = column;
    this.why = why;
    this.months = new Months(jdbc, table, column);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Keep keep() {
    return keep;
  }

  @Override
  public void prepare(Instant now) {
    var first = YearMonth.from(now.atZone(Clock.COUNTY));
    LongStream.rangeClosed(0, AHEAD).mapToObj(first::plusMonths).forEach(months::make);
  }

  @Override
  public List<Portion> look(Instant before) {
    var found = new ArrayList<Portion>();
    for (var month : months.all()) {
      if (month.endsBy(before)) {
        counted(month, before).ifPresent(found::add);
      } else if (month.begins() == null) {
        rows(month).look(before).ifPresent(found::add);
      }
    }
    rest().look(before).ifPresent(found::add);
    return found;
  }

  @Override
  public Optional<Portion> step(Instant before) {
    for (var month : months.all()) {
      if (month.endsBy(before)) {
        var dropped = drop(month, before);
        if (dropped.isPresent()) {
          return dropped;
        }
      } else if (month.begins() == null) {
        var removed = rows(month).step(before);
        if (removed.isPresent()) {
          return removed;
        }
      }
    }
    return rest().step(before);
  }

  /** Nobody waits while the month is looked through; only to take it out, everybody does. */
  private Optional<Portion> drop(Months.Month month, Instant before) {
    months.quiet(month);
    var portion = counted(month, before).orElse(new Portion(month.name(), 0, Map.of()));
    var kept = portion.kept().values().stream().mapToLong(Long::longValue).sum();
    if (kept > MOST_MOVED) {
      return Optional.empty();
    }
    months.drop(month, why);
    return Optional.of(portion);
  }

  private Optional<Portion> counted(Months.Month month, Instant before) {
    return Rows.counted(jdbc, month.name(), month.partition(), why, column + " < :before", before);
  }

  private Rows rows(Months.Month month) {
    return new Rows(jdbc, month.name(), month.partition(), column, why);
  }

  private Rows rest() {
    return new Rows(jdbc, "rest", months.rest(), column, why);
  }
}
