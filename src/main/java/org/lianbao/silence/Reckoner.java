package org.lianbao.silence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lianbao.calendar.Stretch;
import org.lianbao.calendar.WorkingCalendar;
import org.lianbao.callbacks.Polls;
import org.lianbao.callbacks.Polls.Poll;
import org.lianbao.cases.OrderProgress;
import org.lianbao.cases.OrderProgress.Passed;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.partners.Patience.Measure;

/** Reckons once an hour from their latest answers how long partners take. */
record Reckoner(
    PastTable table,
    OrderProgress progress,
    Polls polls,
    Partners partners,
    Supplier<WorkingCalendar> calendar) {

  private static final Duration EVERY = Duration.ofHours(1);

  /** The limits as they are now; the past is reckoned anew if that was an hour ago. */
  Limits limits(Instant now) {
    if (!table.freshFrom(now.minus(EVERY))) {
      table.replace(reckon(), now);
    }
    return new Limits(table.all());
  }

  private List<Past> reckon() {
    var past = new ArrayList<Past>();
    var kinds =
        partners.all().stream()
            .collect(Collectors.toMap(Partner::slug, it -> List.copyOf(it.takes())));
    progress.passed(kinds, Past.LATEST).stream()
        .collect(Collectors.groupingBy(Passed::group))
        .forEach(
            (group, passed) ->
                past.add(
                    Past.of(
                        group.partner(),
                        group.kind(),
                        group.step().name(),
                        spans(group.partner(), stretches(passed)))));
    for (var poll : polls.all()) {
      if (partners.find(poll.partner()).isPresent()) {
        past.add(
            Past.of(poll.partner(), poll.route(), Past.NEWS, spans(poll.partner(), gaps(poll))));
      }
    }
    return past;
  }

  private static List<Stretch> stretches(List<Passed> passed) {
    return passed.stream().map(step -> new Stretch(step.from(), step.to())).toList();
  }

  private static List<Stretch> gaps(Poll poll) {
    return IntStream.range(1, poll.news().size())
        .mapToObj(i -> new Stretch(poll.news().get(i - 1), poll.news().get(i)))
        .toList();
  }

  private List<Past.Span> spans(String slug, List<Stretch> stretches) {
    var time = new OpenTime(calendar.get(), partners.find(slug).orElseThrow());
    return stretches.stream()
        .map(
            it ->
                new Past.Span(
                    time.between(it.from(), it.to(), Measure.CLOCK),
                    time.between(it.from(), it.to(), Measure.WORKING_DAYS)))
        .toList();
  }
}
