package org.lianbao.alerts;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lianbao.alerts.Alerts.Reach;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each channel is told, and what is on its way to it. */
record ChannelTable(JdbcClient jdbc) {

  /**
   * What is on its way.
   *
   * @param tries made before
   * @param tryAt when the next may be made
   */
  record Pending(News news, int tries, Instant tryAt) {}

  /** A channel that is new hears of what happens from now on. */
  void know(String channel, long latest) {
    jdbc.sql(
            """
            insert into alert_channel (channel, told_no) values (:channel, :latest)
            on conflict do nothing
            """)
        .param("channel", channel)
        .param("latest", latest)
        .update();
  }

  /** Up to which number it is told; locks the channel, nothing if another hub tells it now. */
  Optional<Long> lock(String channel) {
    return jdbc.sql(
            """
            select told_no from alert_channel where channel = :channel for update skip locked
            """)
        .param("channel", channel)
        .query(Long.class)
        .optional();
  }

  Optional<Pending> pending(String channel) {
    return jdbc.sql(
            """
            select news, tries, try_at from alert_channel
            where channel = :channel and news is not null
            """)
        .param("channel", channel)
        .query(
            (row, n) ->
                new Pending(
                    Json.read(row.getString("news"), News.class),
                    row.getInt("tries"),
                    time(row, "try_at")))
        .optional();
  }

  void put(String channel, News news, long upTo, Instant now) {
    jdbc.sql(
            """
            update alert_channel set news = :news::jsonb, news_no = :upTo, tries = 0, try_at = :now
            where channel = :channel
            """)
        .param("news", Json.write(news))
        .param("upTo", upTo)
        .param("now", at(now))
        .param("channel", channel)
        .update();
  }

  void tryAt(String channel, Instant at) {
    jdbc.sql("update alert_channel set try_at = :at where channel = :channel")
        .param("at", at(at))
        .param("channel", channel)
        .update();
  }

  void told(String channel, News news, Instant now) {
    jdbc.sql(
            """
            update alert_channel set told_no = news_no, told_at = :now,
              news = null, news_no = null, tries = 0, try_at = null, fault = null
            where channel = :channel and news ->> 'id' = :id
            """)
        .param("now", at(now))
        .param("channel", channel)
        .param("id", news.id().toString())
        .update();
  }

  void failed(String channel, News news, String fault, Instant tryAt) {
    jdbc.sql(
            """
            update alert_channel set tries = tries + 1, try_at = :at, fault = :fault
            where channel = :channel and news ->> 'id' = :id
            """)
        .param("at", at(tryAt))
        .param("fault", fault)
        .param("channel", channel)
        .param("id", news.id().toString())
        .update();
  }

  List<Reach> reach(List<String> channels) {
    return jdbc.sql(
            """
            select channel, told_at, (news ->> 'madeAt')::timestamptz as waiting, tries, fault
            from alert_channel where channel = any(:channels::text[]) order by channel
            """)
        .param("channels", channels.toArray(String[]::new))
        .query(
            (row, n) ->
                new Reach(
                    row.getString("channel"),
                    time(row, "told_at"),
                    time(row, "waiting"),
                    row.getInt("tries"),
                    row.getString("fault")))
        .list();
  }
}
