package org.lianbao.callbacks;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lianbao.alerts.Trouble;
import org.lianbao.alerts.Watch;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells of what partners said and nobody could use: it waits for a mended mapping, for an order
 * that does not come, or it was not theirs.
 */
record WaitingMessages(JdbcClient jdbc) implements Watch {

  /** A report may come before its order is known here; so much earlier it does not. */
  private static final Duration EARLY = Duration.ofHours(1);

  /** What was not a partner's own is told for so long after it came. */
  private static final Duration RECENT = Duration.ofHours(1);

  private static final int SHOWN = 10;

  /** What a partner gives as an order number may be anything; only one of ours is repeated. */
  private static final Pattern OURS = Pattern.compile("BZ\\d{10,30}(-[A-Z0-9]{1,20}){0,3}");

  private static final String TROUBLES =
      """
      with waits as (
        select e.partner, e.received_at, coalesce(m.channel, e.partner) as channel, e.order_no,
               case when e.event is not null then 'inbox-unknown-order'
                    when e.reason like 'UNMAPPED%%' then 'inbox-unmapped'
                    else 'inbox-unreadable' end as kind
        from inbox_event e left join inbox_message m on m.message_id = e.message_id
        where e.state = 'WAITING' and (e.event is null or e.received_at <= :early)
        union all
        select partner, received_at, channel, null, 'inbox-unreadable'
        from inbox_message
        where unread and redriven_at is null and verdict is distinct from 'REFUSED'
        union all
        select partner, received_at, channel, null, 'inbox-refused'
        from inbox_message
        where verdict = 'REFUSED' and received_at > :recent)
      select kind, partner, count(*) as messages, min(received_at) as since,
             (array_agg(coalesce(order_no, '') order by received_at))[1 : %1$d] as orders,
             (array_agg(channel order by received_at))[1 : %1$d] as channels
      from waits group by kind, partner
      """
          .formatted(SHOWN);

  @Override
  public List<Trouble> troubles(Instant now) {
    return jdbc
        .sql(TROUBLES)
        .param("early", at(now.minus(EARLY)))
        .param("recent", at(now.minus(RECENT)))
        .query(WaitingMessages::troubles)
        .list()
        .stream()
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<Trouble> troubles(ResultSet row, int n) throws SQLException {
    var kind = row.getString("kind");
    var partner = row.getString("partner");
    var since = time(row, "since");
    var facts = Map.of("count", row.getString("messages"), "slug", partner);
    var orders = (String[]) row.getArray("orders").getArray();
    var channels = (String[]) row.getArray("channels").getArray();
    return Arrays.stream(orders)
        .map(order -> OURS.matcher(order).matches() ? order : channels[0])
        .map(about -> new Trouble(kind, Optional.of(partner), about, since, facts));
  }
}
