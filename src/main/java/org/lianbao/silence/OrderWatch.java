package org.lianbao.silence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.alerts.Trouble;
import org.lianbao.alerts.Watch;
import org.lianbao.silence.Silences.SilentState;

/**
 * Tells of silent orders, by the state they are silent in, and of partners that say nothing at all.
 */
record OrderWatch(OrderSilence silence) implements Watch {

  private static final Map<String, String> KINDS =
      Map.of(
          "SENT", "order-unreceipted",
          "RECEIPTED", "order-unaccepted",
          "ACCEPTED", "order-unfinished");
  private static final String ALL = "partner-silent";

  @Override
  public List<Trouble> troubles(Instant now) {
    var troubles = new ArrayList<Trouble>();
    for (var state : silence.at(now)) {
      troubles.add(trouble(KINDS.get(state.state()), state));
      var told = troubles.stream().anyMatch(it -> isAbout(it, state.partner()));
      if (state.atAll() && !told) {
        troubles.add(trouble(ALL, state));
      }
    }
    return troubles;
  }

  private static boolean isAbout(Trouble trouble, String partner) {
    return trouble.kind().equals(ALL) && trouble.partner().equals(Optional.of(partner));
  }

  private static Trouble trouble(String kind, SilentState state) {
    return new Trouble(
        kind,
        Optional.of(state.partner()),
        state.orderNo(),
        state.heardAt(),
        Map.of(
            "order", state.orderNo(),
            "case", state.caseNo(),
            "slug", state.partner(),
            "count", Integer.toString(state.orders()),
            "limit", state.limit().toString()));
  }
}
