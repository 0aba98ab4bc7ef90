package org.lianbao.silence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lianbao.alerts.Trouble;
import org.lianbao.alerts.Watch;
import org.lianbao.callbacks.Polls;
import org.lianbao.callbacks.Polls.Poll;
import org.lianbao.delivery.PartnerReader;

/**
 * Tells of routes on which a partner is asked again and again and cannot be. While a partner is
 * held, that is told and explains the rest.
 */
record FailingPollWatch(Polls polls, PartnerReader holds) implements Watch {

  /** A restart of the partner is over by then. */
  private static final Duration TOO_LONG = Duration.ofMinutes(10);

  @Override
  public List<Trouble> troubles(Instant now) {
    var failing = polls.all().stream().filter(poll -> fails(poll, now)).toList();
    if (failing.isEmpty()) {
      return List.of();
    }
    var free = holds.free().keySet();
    return failing.stream()
        .filter(poll -> free.contains(poll.partner()))
        .map(
            poll ->
                new Trouble(
                    "poll-failing",
                    Optional.of(poll.partner()),
                    poll.route(),
                    lastGood(poll),
                    Map.of("route", poll.route())))
        .toList();
  }

  /** One whose last failure is long ago is no longer asked. */
  private static boolean fails(Poll poll, Instant now) {
    var limit = now.minus(TOO_LONG);
    return poll.failedAt() != null
        && poll.failedAt().isAfter(limit)
        && lastGood(poll).isBefore(limit);
  }

  private static Instant lastGood(Poll poll) {
    return Objects.requireNonNullElse(poll.answeredAt(), poll.begunAt());
  }
}
