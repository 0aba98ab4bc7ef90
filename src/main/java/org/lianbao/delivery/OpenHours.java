package org.lianbao.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
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
