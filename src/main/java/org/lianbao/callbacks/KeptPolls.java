package org.lianbao.callbacks;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps in memory what routes tell several times a second, and writes it down now and then. */
class KeptPolls implements Polls {

  private static final Logger LOG = LoggerFactory.getLogger(KeptPolls.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int MOST_NEWS = 200;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  KeptPolls(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What was told of a route; guarded by itself. */
  private static final class Told {
    private final String partner;
    private Instant answered;
    private Instant failed;
    private Instant news;
    private Instant kept = Instant.MIN;

    Told(String partner) {
      this.partner = partner;
    }
  }

  @Override
  public void begun(String route, String partner) {
    told.computeIfAbsent(route, any -> new Told(partner));
  }

  @Override
  public void answered(String route) {
    tell(route, (poll, now) -> poll.answered = now);
  }

  @Override
  public void news(String route) {
    tell(route, (poll, now) -> poll.news = now);
  }

  @Override
  public void failed(String route) {
    tell(route, (poll, now) -> poll.failed = now);
  }

  private interface Change {
    void to(Told poll, Instant now);
  }

  private void tell(String route, Change change) {
    var poll = told.get(route);
    if (poll == null) {
      return;
    }
    var now = clock.now();
    synchronized (poll) {
      change.to(poll, now);
      if (!poll.kept.isAfter(now.minus(EVERY))) {
        keep(route, poll, now);
      }
    }
  }

  private void keep(String route, Told poll, Instant now) {
    try {
      write(route, poll, now);
      poll.kept = now;
      poll.news = null;
    } catch (DataAccessException e) {
      LOG.debug("how {} is polled is written down later", route);
    }
  }

  private void write(String route, Told poll, Instant now) {
    jdbc.sql(
            """
            insert into poll as p (route, partner, begun_at, answered_at, failed_at, news)
            values (:route, :partner, :now, :answered, :failed,
                    case when :news::timestamptz is null then '{}'
                         else array[:news::timestamptz] end)
            on conflict (route) do update
            set partner = excluded.partner,
                answered_at = greatest(excluded.answered_at, p.answered_at),
                failed_at = greatest(excluded.failed_at, p.failed_at),
                news = (p.news || excluded.news)
                       [greatest(1, cardinality(p.news || excluded.news) - :most + 1):]
            """)
        .param("route", route)
        .param("partner", poll.partner)
        .param("now", at(now))
        .param("answered", at(poll.answered), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("failed", at(poll.failed), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("news", at(poll.news), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("most", MOST_NEWS)
        .update();
  }

  @Override
  public List<Poll> all() {
    return jdbc.sql("select * from poll order by route").query((row, n) -> poll(row)).list();
  }

  private static Poll poll(ResultSet row) throws SQLException {
    return new Poll(
        row.getString("route"),
        row.getString("partner"),
        time(row, "begun_at"),
        time(row, "answered_at"),
        time(row, "failed_at"),
        times(row.getArray("news")));
  }

  private static List<Instant> times(Array array) throws SQLException {
    return Arrays.stream((Timestamp[]) array.getArray()).map(Timestamp::toInstant).toList();
  }
}
