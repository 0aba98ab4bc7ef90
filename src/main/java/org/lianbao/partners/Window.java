package org.lianbao.partners;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lianbao.shared.Clock;

/** A time in which a partner's system is known to be away, in the county's zone. */
public sealed interface Window {

  /** When this window ends, if it is open at this instant; its end is not part of it. */
  Optional<Instant> coveringUntil(Instant now);

  /** What of it touches this day: each time it is open then, whole. */
  List<Once> touching(LocalDate day);

  /** One stretch of time. */
  record Once(LocalDateTime from, LocalDateTime to) implements Window {

    @Override
    public Optional<Instant> coveringUntil(Instant now) {
      var local = LocalDateTime.ofInstant(now, Clock.COUNTY);
      return local.isBefore(from) || !local.isBefore(to)
          ? Optional.empty()
          : Optional.of(to.atZone(Clock.COUNTY).toInstant());
    }

    @Override
    public List<Once> touching(LocalDate day) {
      return day.isBefore(from.toLocalDate()) || day.isAfter(to.toLocalDate())
          ? List.of()
          : List.of(this);
    }
  }

  /** The same hours on certain days of the week; past midnight if {@code to} is not later. */
  record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements Window {

    public Weekly {
      days = Set.copyOf(days);
    }

    @Override
    public Optional<Instant> coveringUntil(Instant now) {
      return touching(LocalDate.ofInstant(now, Clock.COUNTY)).stream()
          .map(once -> once.coveringUntil(now))
          .flatMap(Optional::stream)
          .findFirst();
    }

    @Override
    public List<Once> touching(LocalDate today) {
      return Stream.of(today.minusDays(1), today)
          .filter(day -> days.contains(day.getDayOfWeek()))
          .map(
              day ->
                  new Once(day.atTime(from), (to.isAfter(from) ? day : day.plusDays(1)).atTime(to)))
          .toList();
    }
  }
}
