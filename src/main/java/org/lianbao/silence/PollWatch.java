package org.lianbao.silence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.alerts.Trouble;
import org.lianbao.alerts.Watch;
import org.lianbao.calendar.WorkingCalendar;
import org.lianbao.callbacks.Polls;
import org.lianbao.callbacks.Polls.Poll;
import org.lianbao.cases.OrderProgress;
import org.lianbao.delivery.PartnerReader;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;

/**
 * Tells of routes on which a partner can be asked and has nothing new for too long. A partner with
 * no open order owes no news; one with the role {@code upstream} owes some if its manifest says so.
 */
record PollWatch(
    Polls polls,
    OrderProgress progress,
    PartnerReader holds,
    Partners partners,
    Reckoner reckoner,
    Supplier<WorkingCalendar> calendar)
    implements Watch {

  private static final String UPSTREAM = "upstream";

  /**
   * A route that was not answered for so long is not polled, or fails: see {@link
   * FailingPollWatch}.
   */
  private static final Duration POLLED = Duration.ofMinutes(10);

  @Override
  public List<Trouble> troubles(Instant now) {
    var asked = polls.all().stream().filter(poll -> answered(poll, now)).toList();
    if (asked.isEmpty()) {
      return List.of();
    }
    var limits = reckoner.limits(now);
    var free = holds.free();
    var kinds =
        partners.all().stream()
            .collect(Collectors.toMap(Partner::slug, it -> List.copyOf(it.takes())));
    var waiting = progress.owing(kinds);
    return asked.stream()
        .flatMap(
            poll ->
                partners.find(poll.partner()).stream()
                    .flatMap(it -> owedSince(it, waiting).stream())
                    .filter(since -> free.containsKey(poll.partner()))
                    .flatMap(
                        since ->
                            trouble(
                                poll, latest(since, poll, free.get(poll.partner())), limits, now)))
        .toList();
  }

  private static boolean answered(Poll poll, Instant now) {
    return poll.answeredAt() != null && poll.answeredAt().isAfter(now.minus(POLLED));
  }

  private static Optional<Instant> owedSince(Partner partner, Map<String, Instant> waiting) {
    return partner.roles().contains(UPSTREAM)
        ? partner.silence().polled().map(limit -> Instant.EPOCH)
        : Optional.ofNullable(waiting.get(partner.slug()));
  }

  private static Instant latest(Instant owed, Poll poll, Instant released) {
    var news = poll.news().isEmpty() ? poll.begunAt() : poll.news().get(poll.news().size() - 1);
    return Stream.of(owed, news, poll.begunAt(), released).max(Instant::compareTo).orElseThrow();
  }

  private Stream<Trouble> trouble(Poll poll, Instant since, Limits limits, Instant now) {
    var partner = partners.find(poll.partner()).orElseThrow();
    var limit = limits.news(partner, poll.route());
    if (!since.isBefore(new OpenTime(calendar.get(), partner).before(now, limit))) {
      return Stream.empty();
    }
    return Stream.of(
        new Trouble(
            "poll-silent",
            Optional.of(poll.partner()),
            poll.route(),
            since,
            Map.of("route", poll.route(), "limit", limit.words().toString())));
  }
}
