package org.lianbao.delivery;

import static org.lianbao.shared.TimeColumn.time;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts together what is known of each partner. */
record PartnerStates(
    JdbcClient jdbc,
    HealthTable table,
    ActTable acts,
    Partners partners,
    OpenHours hours,
    Clock clock)
    implements PartnerReader {

  private record Count(String partner, long waiting, long going, long dead, Instant oldest) {

    static Count none(String partner) {
      return new Count(partner, 0, 0, 0, null);
    }
  }

  @Override
  public List<PartnerView> all() {
    var known =
        table.all().stream().collect(Collectors.toMap(Health::partner, Function.identity()));
    var counts = counts();
    return partners.all().stream()
        .map(
            partner -> {
              var slug = partner.slug();
              var health = known.getOrDefault(slug, Health.good(slug));
              return view(partner, health, counts.getOrDefault(slug, Count.none(slug)));
            })
        .toList();
  }

  @Override
  public Map<String, Instant> free() {
    var known =
        table.all().stream().collect(Collectors.toMap(Health::partner, Function.identity()));
    return partners.all().stream()
        .map(partner -> known.getOrDefault(partner.slug(), Health.good(partner.slug())))
        .filter(health -> health.hold() == null && health.pause() == null)
        .collect(
            Collectors.toMap(
                Health::partner,
                health -> Objects.requireNonNullElse(health.releasedAt(), Instant.EPOCH)));
  }

  private Map<String, Count> counts() {
    return jdbc
        .sql(
            """
            select partner, count(*) filter (where state = 'OWED') as waiting,
                   count(*) filter (where state = 'DISPATCHED') as going,
                   count(*) filter (where state = 'DEAD') as dead, min(owed_at) as oldest
            from delivery_order where unfinished group by partner
            """)
        .query(
            (row, n) ->
                new Count(
                    row.getString("partner"),
                    row.getLong("waiting"),
                    row.getLong("going"),
                    row.getLong("dead"),
                    time(row, "oldest")))
        .list()
        .stream()
        .collect(Collectors.toMap(Count::partner, Function.identity()));
  }

  private PartnerView view(Partner partner, Health health, Count count) {
    var closed = hours.closedUntil(partner, clock.now());
    var pause = health.pause();
    var hold = health.hold();
    var trouble = health.trouble();
    var failure = trouble == null ? null : trouble.failure();
    var reason = trouble == null ? null : trouble.reason();
    if (pause != null) {
      return view(
          count, State.PAUSED, pause.since(), pause.until(), pause.by(), pause.why(), failure);
    }
    if (hold != null) {
      return view(count, State.HELD, hold.since(), hold.tryAt(), null, reason, failure);
    }
    if (closed.isPresent()) {
      return view(count, State.CLOSED, null, closed.get(), null, reason, failure);
    }
    return trouble == null
        ? view(count, State.OPEN, null, null, null, null, null)
        : view(count, State.FAILING, trouble.at(), null, null, reason, failure);
  }

  private static PartnerView view(
      Count count,
      State state,
      Instant since,
      Instant until,
      String by,
      String reason,
      Failure failure) {
    return new PartnerView(
        count.partner(),
        state,
        since,
        until,
        by,
        reason,
        failure,
        count.waiting(),
        count.going(),
        count.dead(),
        count.oldest());
  }

  @Override
  public List<Act> acts(String partner, int limit) {
    return acts.latest(partner, limit);
  }

  @Override
  public List<DeadLetter> dead(String partner, int limit) {
    return jdbc.sql(
            """
            select * from delivery_order where partner = :partner and state = 'DEAD'
            order by owed_at, order_no limit :limit
            """)
        .param("partner", partner)
        .param("limit", limit)
        .query(
            (row, n) ->
                new DeadLetter(
                    row.getString("order_no"),
                    row.getString("case_no"),
                    row.getString("kind"),
                    row.getInt("attempts"),
                    time(row, "owed_at"),
                    time(row, "settled_at"),
                    row.getString("failure") == null
                        ? null
                        : Failure.valueOf(row.getString("failure")),
                    row.getString("reason")))
        .list();
  }
}
