package org.lianbao.retention;

import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The partitions of a table: {@code <table>_2026_11} for a month, {@code <table>_before_2026_12}
 * for all there was when the table was first partitioned, {@code <table>_rest} for what has no
 * month.
 */
final class Months {

  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy_MM");

  private final JdbcClient jdbc;
  private final String table;
  private final String column;
  private final Pattern partitions;

  Months(JdbcClient jdbc, String table, String column) {
    this.jdbc = jdbc;
    this.table = table;
    this.column = column;
    this.partitions = Pattern.compile(Pattern.quote(table) + "_(before_)?(\\d{4}_\\d{2})");
  }

  /**
   * A partition with a name.
   *
   * @param begins its month; {@code null} for one that has no beginning
   * @param ends the month it ends before
   */
  record Month(String partition, YearMonth begins, YearMonth ends) {

    boolean endsBy(Instant time) {
      return !start(ends).isAfter(time);
    }

    boolean covers(YearMonth month) {
      return (begins == null || !begins.isAfter(month)) && ends.isAfter(month);
    }

    String name() {
      return begins == null ? "before " + ends : begins.toString();
    }
  }

  String rest() {
    return table + "_rest";
  }

  /** All but the rest, the oldest first. */
  List<Month> all() {
    return jdbc
        .sql(
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = cast(:table as regclass)
            """)
        .param("table", table)
        .query(String.class)
        .list()
        .stream()
        .map(partitions::matcher)
        .filter(found -> found.matches())
        .map(
            found -> {
              var month = YearMonth.parse(found.group(2), NAME);
              return found.group(1) == null
                  ? new Month(found.group(), month, month.plusMonths(1))
                  : new Month(found.group(), null, month);
            })
        .sorted(Comparator.comparing(Month::ends))
        .toList();
  }

  /** Makes the partition of a month, unless it is there; what the rest has of it moves in. */
  void make(YearMonth month) {
    if (all().stream().anyMatch(it -> it.covers(month))) {
      return;
    }
    impatient();
    var partition = table + "_" + NAME.format(month);
    run("lock table only %s in access exclusive mode".formatted(table));
    run(
        "create table %s (like %s including defaults including constraints)"
            .formatted(partition, table));
    run(
        """
        with moved as (
          delete from %1$s where %2$s >= '%3$s' and %2$s < '%4$s' returning *)
        insert into %5$s select * from moved
        """
            .formatted(rest(), column, start(month), start(month.plusMonths(1)), partition));
    run(
        "alter table %s attach partition %s for values from ('%s') to ('%s')"
            .formatted(table, partition, start(month), start(month.plusMonths(1))));
  }

  /** From now on nothing in this month changes; whoever writes elsewhere is not held up. */
  void quiet(Month month) {
    impatient();
    run("lock table %s in share mode".formatted(month.partition()));
  }

  /** Drops a month; rows with a reason to stay go to the rest. */
  void drop(Month month, String why) {
    run(
        "create temporary table staying on commit drop as select m.* from %s m where (%s) is not null"
            .formatted(month.partition(), why));
    run("lock table only %s in access exclusive mode".formatted(table));
    run("alter table %s detach partition %s".formatted(table, month.partition()));
    run("insert into %s select * from staying".formatted(table));
    run("drop table %s".formatted(month.partition()));
  }

  /**
   * Who is in the way is not waited for, since others would wait behind: the next sweep will do.
   */
  private void impatient() {
    run("set local lock_timeout = '500ms'");
  }

  private void run(String statement) {
    jdbc.sql(statement).update();
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(Clock.COUNTY).toInstant();
  }
}
