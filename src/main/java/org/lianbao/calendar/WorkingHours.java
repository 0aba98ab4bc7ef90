package org.lianbao.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Office hours by season and by party. A party's own rule goes before the county's; of several that
 * fit a day the last holds.
 *
 * @param id the version, such as {@code hours.1}
 * @param rules the county's rules ({@link #COUNTY}) leave no day of the year uncovered
 */
public record WorkingHours(String id, List<Rule> rules) {

  /** The scope of rules and closures that hold for everybody in the county. */
  public static final String COUNTY = "*";

  public WorkingHours {
    rules = List.copyOf(rules);
    var everyone = rules.stream().filter(rule -> rule.party().equals(COUNTY)).toList();
    var leapYear = LocalDate.of(2028, 1, 1);
    for (var day = leapYear; day.getYear() == 2028; day = day.plusDays(1)) {
      var date = MonthDay.from(day);
      if (everyone.stream().noneMatch(rule -> rule.covers(date))) {
        throw new CalendarFault(
            "办公时间未覆盖 %1$s；为 * 补一行 / no hours on %1$s; add a row for *"
                .formatted(date.toString().substring(2)));
      }
    }
  }

  /**
   * The sessions of a working day, in order. A party without hours of its own keeps the county's.
   */
  public List<Session> sessions(LocalDate date, String party) {
    var day = MonthDay.from(date);
    List<Session> county = List.of();
    List<Session> own = List.of();
    for (var rule : rules) {
      if (!rule.covers(day)) {
        continue;
      }
      if (rule.party().equals(COUNTY)) {
        county = rule.sessions();
      } else if (rule.party().equals(party)) {
        own = rule.sessions();
      }
    }
    return own.isEmpty() ? county : own;
  }

  /** Those who have hours of their own. */
  public Set<String> parties() {
    return rules.stream().map(Rule::party).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The hours of one party in one season.
   *
   * @param from the season's first day; later than {@code to} for a season across the new year
   * @param to the season's last day
   * @param sessions at least one, in order, not overlapping
   */
  public record Rule(String party, MonthDay from, MonthDay to, List<Session> sessions) {

    public Rule {
      sessions = List.copyOf(sessions);
      var ordered = sessions.stream().sorted(Comparator.comparingInt(Session::from)).toList();
      if (sessions.isEmpty() || !ordered.equals(sessions)) {
        throw new CalendarFault("办公时段须按先后书写 / sessions are written in order, at least one");
      }
      for (var i = 1; i < sessions.size(); i++) {
        if (sessions.get(i).from() < sessions.get(i - 1).to()) {
          throw new CalendarFault("办公时段不得重叠 / sessions must not overlap");
        }
      }
    }

    boolean covers(MonthDay day) {
      return from.compareTo(to) <= 0
          ? day.compareTo(from) >= 0 && day.compareTo(to) <= 0
          : day.compareTo(from) >= 0 || day.compareTo(to) <= 0;
    }
  }
}
