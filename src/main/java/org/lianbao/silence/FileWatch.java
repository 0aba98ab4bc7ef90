package org.lianbao.silence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.alerts.Trouble;
import org.lianbao.alerts.Watch;
import org.lianbao.calendar.WorkingCalendar;
import org.lianbao.callbacks.MessageArchive;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.partners.Silence.DailyFile;
import org.lianbao.shared.Clock;

/**
 * Tells of files that should have come by now: of each that a manifest expects, the one that was
 * due last. It may come from the moment the one before it was due.
 */
record FileWatch(MessageArchive archive, Partners partners, Supplier<WorkingCalendar> calendar)
    implements Watch {

  private static final int FARTHEST_DAYS = 60;
  private static final int MOST_FILES = 10_000;

  @Override
  public List<Trouble> troubles(Instant now) {
    return partners.all().stream()
        .flatMap(
            partner ->
                partner.silence().files().stream().flatMap(file -> missing(partner, file, now)))
        .toList();
  }

  private Stream<Trouble> missing(Partner partner, DailyFile file, Instant now) {
    var days =
        Stream.iterate(LocalDate.ofInstant(now, Clock.COUNTY), day -> day.minusDays(1))
            .limit(FARTHEST_DAYS)
            .filter(day -> calendar.get().day(day, partner.slug()).working())
            .filter(day -> !due(file, day).isAfter(now))
            .limit(2)
            .toList();
    if (days.size() < 2) {
      return Stream.empty();
    }
    var name = file.on(days.get(0));
    var pattern = pattern(name);
    var came =
        archive.files(partner.slug(), due(file, days.get(1)), MOST_FILES).stream()
            .anyMatch(it -> pattern.matcher(it).matches());
    return came ? Stream.empty() : Stream.of(trouble(partner, name, due(file, days.get(0))));
  }

  private static Instant due(DailyFile file, LocalDate day) {
    return day.atTime(file.by()).atZone(Clock.COUNTY).toInstant();
  }

  private static Pattern pattern(String name) {
    return Pattern.compile(
        Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  private static Trouble trouble(Partner partner, String name, Instant due) {
    return new Trouble(
        "file-missing", Optional.of(partner.slug()), name, due, Map.of("file", name));
  }
}
