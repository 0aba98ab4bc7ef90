package org.lianbao.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which time is working time, and when a limit in working days ends. Always in {@link
 * org.lianbao.shared.Clock#COUNTY}, whatever the machine's zone. Immutable; knows the years 2000 to
 * 2099 and asks for no time of its own.
 *
 * <p>A year whose notice is not loaded counts by its weekends and the statutory days of fixed date;
 * what touches it is provisional. So are the last days of a December before such a year, which its
 * notice may move.
 */
public final class WorkingCalendar {

  /** No notice so far has moved an earlier day of the December before its year. */
  private static final int MOVABLE_FROM = 25;

  private final Map<Integer, Edition> editions;
  private final LocalDays local;
  private final WorkingHours hours;

  public WorkingCalendar(WorkingHours hours) {
    this(Map.of(), LocalDays.NONE, hours);
  }

  private WorkingCalendar(Map<Integer, Edition> editions, LocalDays local, WorkingHours hours) {
    this.editions = editions;
    this.local = local;
    this.hours = hours;
  }

  /** With this edition, in place of an earlier one for its year. */
  public WorkingCalendar with(Edition edition) {
    var more = new TreeMap<>(editions);
    more.put(edition.year(), edition);
    return new WorkingCalendar(more, local, hours);
  }

  /** With these closures in place of those so far. */
  public WorkingCalendar with(LocalDays other) {
    return new WorkingCalendar(editions, other, hours);
  }

  /** With these office hours in place of those so far. */
  public WorkingCalendar with(WorkingHours other) {
    return new WorkingCalendar(editions, local, other);
  }

  /** The editions loaded, by year. */
  public List<Edition> editions() {
    return List.copyOf(editions.values());
  }

  /** Everything it rests on, joined by {@code +}: all editions, closures, hours. */
  public String version() {
    var ids = new TreeSet<String>();
    editions.values().forEach(edition -> ids.add(edition.id()));
    ids.add(local.id());
    ids.add(hours.id());
    return String.join("+", ids);
  }

  /** The parties with hours or closures of their own. */
  public Set<String> parties() {
    var parties = new TreeSet<>(hours.parties());
    parties.addAll(local.parties());
    parties.remove(WorkingHours.COUNTY);
    return parties;
  }

  /**
   * One day as a party works it.
   *
   * @param party whose day, or {@code null} for the county's
   * @throws CalendarFault outside the years 2000 to 2099
   */
  public Day day(LocalDate date, String party) {
    var year = date.getYear();
    if (year < 2000 || year > 2099) {
      throw new CalendarFault("日期须在 2000 至 2099 年之间 / dates run from 2000 to 2099");
    }
    var versions = new TreeSet<String>();
    versions.add(hours.id());
    var row = nationalRow(date, versions);
    var ours = local.row(date, party);
    if (ours.isPresent()) {
      row = ours.get();
      versions.add(local.id());
    }
    var working = row == null ? !Edition.weekend(date) : row.kind() == DayKind.WORK;
    var stretches =
        working
            ? hours.sessions(date, party).stream().map(s -> Day.stretch(date, s)).toList()
            : List.<Stretch>of();
    return new Day(date, row, stretches, versions, awaited(date));
  }

  /**
   * The working time between two instants; zero if the second is not after the first.
   *
   * @param party whose, or {@code null} for the county's
   */
  public Duration workingTime(Instant from, Instant to, String party) {
    return new Reckoning(this, party).between(from, to);
  }

  /**
   * What is left of a deadline at an instant, such as the moment its limit is paused: the working
   * time from then (or from its effective start) to its end.
   */
  public Duration remaining(Deadline deadline, Instant at, String party) {
    var start = deadline.effectiveStart();
    return workingTime(at.isBefore(start) ? start : at, deadline.dueAt(), party);
  }

  /**
   * Where working time laid from an instant ends, such as what remained of a limit when it was
   * paused, from the moment it resumes.
   *
   * @param remaining more than zero
   */
  public Instant resume(Duration remaining, Instant at, String party) {
    if (remaining.isNegative() || remaining.isZero()) {
      throw new IllegalArgumentException("nothing remains to be laid");
    }
    return new Reckoning(this, party).lay(remaining, at, List.of(), new Account());
  }

  /**
   * When a term ends, with its arithmetic.
   *
   * @throws CalendarFault if it runs out of the years 2000 to 2099
   */
  public Deadline due(Term term) {
    return new Counting(term, new Reckoning(this, term.party())).deadline();
  }

  private DayRow nationalRow(LocalDate date, Set<String> versions) {
    var next = date.getMonth() == Month.DECEMBER ? editions.get(date.getYear() + 1) : null;
    if (next != null && next.rows().containsKey(date)) {
      versions.add(next.id());
      return next.rows().get(date);
    }
    var edition = editions.get(date.getYear());
    versions.add(edition == null ? date.getYear() + ".provisional" : edition.id());
    return edition == null ? Statutory.row(date) : edition.rows().get(date);
  }

  private Integer awaited(LocalDate date) {
    var year = date.getYear();
    if (!editions.containsKey(year)) {
      return year;
    }
    var movable = date.getMonth() == Month.DECEMBER && date.getDayOfMonth() >= MOVABLE_FROM;
    return movable && !editions.containsKey(year + 1) ? year + 1 : null;
  }
}
