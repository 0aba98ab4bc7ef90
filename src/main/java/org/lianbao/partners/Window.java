package org.lianbao.partners;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lianbao.shared.Clock;

/** A time in which a partner's system is known to be away, in the county's zone. */
public sealed interface Window {

  /** When this window ends, if it is open at this instant; its end is not part of it. */
  Optional<Instant> coveringUntil(Instant now);

  /** The stretches of it that reach into the time between these instants. */
  Stream<Once> within(Instant from, Instant to);

  /** One stretch of time. */
  record Once(LocalDateTime from, LocalDateTime to) implements Window {

    @Override
    public Optional<Instant> coveringUntil(Instant now) {
      var local = LocalDateTime.ofInstant(now, Clock.COUNTY);
      return local.isBefore(from) || !local.isBefore(to) ? Optional.empty() : Optional.of(ends());
    }

    @Override
    public Stream<Once> within(Instant first, Instant last) {
      return ends().isAfter(first) && begins().isBefore(last) ? Stream.of(this) : Stream.empty();
    }

    public Instant begins() {
      return from.atZone(Clock.COUNTY).toInstant();
    }

    public Instant ends() {
      return to.atZone(Clock.COUNTY).toInstant();
    }
  }

  /** The same hours on certain days of the week; past midnight if {@code to} is not later. */
  record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements Window {

    public Weekly {
      days = Set.copyOf(days);
    }

    @Override
    public Optional<Instant> coveringUntil(Instant now) {
      return onDays(now, now)
          .map(once -> once.coveringUntil(now))
          .flatMap(Optional::stream)
          .findFirst();
    }

    @Override
    public Stream<Once> within(Instant first, Instant last) {
      return onDays(first, last).flatMap(once -> once.within(first, last));
    }

    /** Those that begin between the day before the first instant and the day of the last. */
    private Stream<Once> onDays(Instant first, Instant last) {
      return day(first)
          .minusDays(1)
          .datesUntil(day(last).plusDays(1))
          .filter(day -> days.contains(day.getDayOfWeek()))
          .map(
              day ->
                  new Once(
                      day.atTime(from), (to.isAfter(from) ? day : day.plusDays(1)).atTime(to)));
    }

    private static LocalDate day(Instant at) {
      return LocalDate.ofInstant(at, Clock.COUNTY);
    }
  }
}
