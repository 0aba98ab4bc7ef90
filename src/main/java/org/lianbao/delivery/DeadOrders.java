package org.lianbao.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.alerts.Trouble;
import org.lianbao.alerts.Watch;
import org.lianbao.delivery.PartnerReader.DeadLetter;
import org.lianbao.delivery.PartnerReader.PartnerView;

/** Tells of orders that were given up and that nobody has resent or called off. */
record DeadOrders(PartnerReader partners) implements Watch {

  private static final int SHOWN = 10;

  @Override
  public List<Trouble> troubles(Instant now) {
    return partners.all().stream()
        .filter(view -> view.dead() > 0)
        .flatMap(
            view ->
                partners.dead(view.partner(), SHOWN).stream().map(letter -> trouble(view, letter)))
        .toList();
  }

  private static Trouble trouble(PartnerView view, DeadLetter letter) {
    var failure = letter.failure() == null ? Failure.HUB : letter.failure();
    return new Trouble(
        "orders-dead",
        Optional.of(view.partner()),
        letter.orderNo(),
        letter.settledAt() == null ? letter.owedAt() : letter.settledAt(),
        Map.of(
            "count", Long.toString(view.dead()),
            "failure", failure.words().toString(),
            "step", failure.nextStep().toString()));
  }
}
