package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.at;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.lianbao.calendar.CalendarInUse;
import org.lianbao.cases.clocks.Timekeeping;
import org.lianbao.cases.log.CaseTables.Taken;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells cases that a limit warns or has ended, and reckons open limits again when the calendar has
 * changed. Any number of hubs may watch one database: a case that another works on is passed over,
 * and what was told is in its file.
 */
final class ClockWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
  private static final int BATCH = 200;

  /** Asks one index, which holds nothing but what is yet to be told. */
  static final String DUE =
      """
      select distinct case_no
      from (select case_no from case_clock where next_at < :now order by next_at limit :batch) as due
      """;

  private final JdbcClient jdbc;
  private final CaseTables tables;
  private final Author author;
  private final Timekeeping time;
  private final CalendarInUse calendar;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** The calendar that all open limits are known to rest on; {@code null} after a start. */
  private String reckonedFor;

  ClockWatch(
      JdbcClient jdbc,
      CaseTables tables,
      Author author,
      Timekeeping time,
      CalendarInUse calendar,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.author = author;
    this.time = time;
    this.calendar = calendar;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Tells what is due, case by case, until nothing is, and looks after the calendar. */
  void watch() {
    try {
      recompute();
      while (tell(due()) > 0) {
        // What was told is no longer due; what others hold is theirs to tell.
      }
    } catch (RuntimeException e) {
      LOG.warn("limits that are due could not be told and will be again: {}", e.toString());
    }
  }

  private List<String> due() {
    return jdbc.sql(DUE)
        .param("now", at(clock.now()))
        .param("batch", BATCH)
        .query(String.class)
        .list();
  }

  /** In how many of these cases there was something to tell. */
  private long tell(List<String> caseNos) {
    return caseNos.stream().filter(caseNo -> inCase(caseNo, this::tell)).count();
  }

  private boolean tell(Taken taken) {
    var now = clock.now();
    var news = time.due(taken.file(), now);
    if (news.isEmpty()) {
      // The row was reckoned by another calendar than this hub's.
      return reckonAgain(taken);
    }
    author.goOn(begun(taken, now).with(news).clocked(time));
    return true;
  }

  /** Reckons open limits again that rest on another calendar than the one in use. */
  private void recompute() {
    var version = calendar.get().version();
    if (version.equals(reckonedFor)) {
      return;
    }
    var left = moved(version);
    while (!left.isEmpty()) {
      left.forEach(caseNo -> inCase(caseNo, this::reckonAgain));
      var still = moved(version);
      if (still.equals(left)) {
        return;
      }
      left = still;
    }
    reckonedFor = version;
  }

  private List<String> moved(String version) {
    return jdbc.sql(
            """
            select distinct case_no from case_clock
            where state in ('RUNNING', 'WARNED', 'PAUSED') and calendar_in_use <> :version
            order by case_no limit :batch
            """)
        .param("version", version)
        .param("batch", BATCH)
        .query(String.class)
        .list();
  }

  private boolean reckonAgain(Taken taken) {
    var caseNo = taken.file().caseNo();
    var known = ClockRows.open(jdbc, caseNo);
    var chapter = begun(taken, clock.now());
    var news = time.moved(taken.file(), known, chapter.recordedAt());
    var after = chapter.with(news);
    var open = time.clocks(after.file()).stream().filter(it -> known.containsKey(it.id())).toList();
    var again = after.clocked(new Timekeeping.Change(open, List.of()));
    if (news.isEmpty()) {
      tables.reckoned(again);
    } else {
      author.goOn(again);
    }
    return !news.isEmpty();
  }

  private static Chapter begun(Taken taken, Instant now) {
    return Chapter.after(taken.file(), taken.lastSeq(), now);
  }

  /** One case that cannot be told holds up no other. */
  private boolean inCase(String caseNo, Predicate<Taken> work) {
    try {
      return Boolean.TRUE.equals(
          transaction.execute(status -> tables.takeIfFree(caseNo).filter(work).isPresent()));
    } catch (RuntimeException e) {
      LOG.warn("limits of {} could not be told and will be again: {}", caseNo, e.toString());
      return false;
    }
  }
}
