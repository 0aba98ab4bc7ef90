package org.lianbao.silence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.calendar.Day;
import org.lianbao.calendar.Stretch;
import org.lianbao.calendar.WorkingCalendar;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Patience;
import org.lianbao.partners.Patience.Measure;
import org.lianbao.shared.Clock;

/**
 * The time that counts against a partner. Its maintenance does not; for working days office hours
 * alone do, and for clock time too if orders go to it in office hours alone.
 */
record OpenTime(WorkingCalendar calendar, Partner partner) {

  /** What lies farther back is not counted out. */
  private static final int FARTHEST_DAYS = 400;

  private static final double NANOS = 1e9;

  /** The instant from which on just this much has passed by now; the epoch if there is none. */
  Instant before(Instant now, Patience patience) {
    var left = patience.amount();
    var today = LocalDate.ofInstant(now, Clock.COUNTY);
    for (var back = 0; back < FARTHEST_DAYS; back++) {
      var day = calendar.day(today.minusDays(back), partner.slug());
      var unit = unit(day, patience.measure());
      var open = open(day, patience.measure());
      for (var i = open.size() - 1; i >= 0; i--) {
        var stretch = within(open.get(i), Instant.MIN, now);
        var passed = seconds(stretch) / unit;
        if (passed >= left) {
          return stretch.to().minusNanos(Math.round(left * unit * NANOS));
        }
        left -= passed;
      }
    }
    return Instant.EPOCH;
  }

  /** How much passed between two instants: seconds, or working days. */
  double between(Instant from, Instant to, Measure measure) {
    var first = LocalDate.ofInstant(from, Clock.COUNTY);
    var last = LocalDate.ofInstant(to, Clock.COUNTY);
    var sum = 0.0;
    for (var back = 0; back < FARTHEST_DAYS && !last.minusDays(back).isBefore(first); back++) {
      var day = calendar.day(last.minusDays(back), partner.slug());
      for (var stretch : open(day, measure)) {
        sum += seconds(within(stretch, from, to)) / unit(day, measure);
      }
    }
    return sum;
  }

  private static double unit(Day day, Measure measure) {
    return measure == Measure.CLOCK ? 1 : day.length().toSeconds();
  }

  private List<Stretch> open(Day day, Measure measure) {
    var midnight = day.date().atStartOfDay(Clock.COUNTY);
    var begins = midnight.toInstant();
    var ends = midnight.plusDays(1).toInstant();
    var open =
        measure == Measure.WORKING_DAYS || partner.pace().officeHours()
            ? day.stretches()
            : List.of(new Stretch(begins, ends));
    for (var window : partner.pace().maintenance()) {
      for (var away : window.within(begins, ends).toList()) {
        open = without(open, away.begins(), away.ends());
      }
    }
    return open;
  }

  private static List<Stretch> without(List<Stretch> open, Instant from, Instant to) {
    var rest = new ArrayList<Stretch>();
    for (var stretch : open) {
      rest.add(within(stretch, Instant.MIN, from));
      rest.add(within(stretch, to, Instant.MAX));
    }
    rest.removeIf(stretch -> !stretch.from().isBefore(stretch.to()));
    return rest;
  }

  private static Stretch within(Stretch stretch, Instant from, Instant to) {
    return new Stretch(
        stretch.from().isBefore(from) ? from : stretch.from(),
        stretch.to().isAfter(to) ? to : stretch.to());
  }

  private static double seconds(Stretch stretch) {
    return stretch.from().isBefore(stretch.to())
        ? Duration.between(stretch.from(), stretch.to()).toNanos() / NANOS
        : 0;
  }
}
