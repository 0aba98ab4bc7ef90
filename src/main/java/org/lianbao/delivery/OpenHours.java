package org.lianbao.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lianbao.calendar.Pause;
import org.lianbao.calendar.Stretch;
import org.lianbao.calendar.WorkingCalendar;
import org.lianbao.partners.Partner;
import org.lianbao.shared.Clock;

/** When orders may go to a partner: its maintenance, and its office hours if it keeps to them. */
record OpenHours(Supplier<WorkingCalendar> calendar) {

  /** No closure lasts longer; the calendar is asked day by day. */
  private static final int FARTHEST_DAYS = 60;

  /** Until when the partner is closed at this instant; empty if it is open. */
  Optional<Instant> closedUntil(Partner partner, Instant now) {
    var maintained = partner.pace().maintainedUntil(now);
    return maintained.isPresent() || !partner.pace().officeHours()
        ? maintained
        : officeClosedUntil(partner.slug(), now);
  }

  /** When the partner was closed between these instants; what overlaps is not joined. */
  List<Pause> closed(Partner partner, Instant from, Instant to) {
    var closed =
        partner.pace().maintenance().stream()
            .flatMap(window -> window.within(from, to))
            .map(once -> clipped(once.begins(), once.ends(), from, to));
    var hours =
        partner.pace().officeHours()
            ? outsideOffice(partner.slug(), from, to)
            : Stream.<Pause>empty();
    return Stream.concat(closed, hours).toList();
  }

  private Stream<Pause> outsideOffice(String party, Instant from, Instant to) {
    var closed = new ArrayList<Pause>();
    var since = from;
    var last = LocalDate.ofInstant(to, Clock.COUNTY);
    for (var day = LocalDate.ofInstant(from, Clock.COUNTY);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      for (Stretch stretch : calendar.get().day(day, party).stretches()) {
        if (stretch.from().isAfter(since) && since.isBefore(to)) {
          closed.add(clipped(since, stretch.from(), from, to));
        }
        since = stretch.to().isAfter(since) ? stretch.to() : since;
      }
    }
    if (since.isBefore(to)) {
      closed.add(new Pause(since, to));
    }
    return closed.stream();
  }

  private static Pause clipped(Instant from, Instant to, Instant first, Instant last) {
    return new Pause(from.isBefore(first) ? first : from, to.isAfter(last) ? last : to);
  }

  private Optional<Instant> officeClosedUntil(String party, Instant now) {
    var today = LocalDate.ofInstant(now, Clock.COUNTY);
    for (var day = today; day.isBefore(today.plusDays(FARTHEST_DAYS)); day = day.plusDays(1)) {
      for (Stretch stretch : calendar.get().day(day, party).stretches()) {
        if (stretch.from().isAfter(now)) {
          return Optional.of(stretch.from());
        }
        if (stretch.to().isAfter(now)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(today.plusDays(FARTHEST_DAYS).atStartOfDay(Clock.COUNTY).toInstant());
  }
}
