package org.lianbao.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.alerts.Trouble;
import org.lianbao.alerts.Watch;
import org.lianbao.delivery.PartnerReader.PartnerView;
import org.lianbao.delivery.PartnerReader.State;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells of partners the hub holds. A hold by an operator is no news to anybody. */
record HeldPartners(PartnerReader partners, JdbcClient jdbc) implements Watch {

  /** A partner that only starts again, or asks for a few seconds, is back before that. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int SHOWN = 10;

  @Override
  public List<Trouble> troubles(Instant now) {
    return partners.all().stream()
        .filter(view -> view.state() == State.HELD)
        .filter(view -> !view.since().plus(PATIENCE).isAfter(now))
        .flatMap(view -> waiting(view.partner()).stream().map(order -> trouble(view, order)))
        .toList();
  }

  private static Trouble trouble(PartnerView view, String orderNo) {
    return new Trouble(
        "partner-held",
        Optional.of(view.partner()),
        orderNo,
        view.since(),
        Map.of(
            "count", Long.toString(view.waiting() + view.onTheirWay()),
            "failure", view.failure().words().toString(),
            "step", view.failure().nextStep().toString()));
  }

  /** The first orders that wait for it; itself if none does. */
  private List<String> waiting(String partner) {
    var orders =
        jdbc.sql(
                """
                select order_no from delivery_order where partner = :partner and owed
                order by due_at, order_no limit :limit
                """)
            .param("partner", partner)
            .param("limit", SHOWN)
            .query(String.class)
            .list();
    return orders.isEmpty() ? List.of(partner) : orders;
  }
}
