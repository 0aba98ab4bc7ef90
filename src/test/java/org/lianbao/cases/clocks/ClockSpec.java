package org.lianbao.cases.clocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.lianbao.application.Application;
import org.lianbao.calendar.CalendarFolder;
import org.lianbao.calendar.WorkingCalendar;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.Procedure;
import org.lianbao.cases.procedure.Takers;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** A case whose limits are watched, without any database. */
final class ClockSpec {

  static final String CASE_NO = "BZ4109282026030400001";
  static final String WATER = CASE_NO + "-U-WATER";
  static final String POWER = CASE_NO + "-U-POWER";

  private static final Takers ONE_COMPANY =
      (role, kind) ->
          Optional.of(
              new Takers.Taker(role.replaceAll("^utility:", "").toLowerCase(), letters(role)));

  final List<CaseEvent> log = new ArrayList<>();
  private final Procedure procedure;
  private WorkingCalendar calendar = CalendarFolder.builtIn();
  private final Timekeeping time;
  private Instant now = at("2026-03-04T08:30");

  private ClockSpec(Rulebook rules, Application form) {
    procedure = new Procedure(ONE_COMPANY, rules);
    time = new Timekeeping(rules, () -> calendar);
    log.addAll(procedure.open(CASE_NO, form, now));
    follow(CaseFile.blank(), log);
  }

  static ClockSpec waterAndPower() {
    return of(CaseFixture.formal("GG1", "NO", "WATER", "POWER"));
  }

  static ClockSpec of(Application form) {
    return new ClockSpec(Rulebook.load(), form);
  }

  static ClockSpec by(Rulebook rules, Application form) {
    return new ClockSpec(rules, form);
  }

  /** A time of the county. */
  static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(Clock.COUNTY).toInstant();
  }

  /** Recorded when it happened. */
  ClockSpec when(String orderNo, EventType event, String at) {
    return when(orderNo, event, at, at, null, "{}");
  }

  ClockSpec when(String orderNo, EventType event, String at, String recorded, String attributes) {
    return when(orderNo, event, at, recorded, null, attributes);
  }

  ClockSpec when(
      String orderNo,
      EventType event,
      String at,
      String recorded,
      String outcome,
      String attributes) {
    now = at(recorded);
    var facts = Json.read(attributes, ObjectNode.class);
    return tell(
        event == EventType.ORDER_DELIVERED
            ? new Told.Delivered(orderNo, at(at), null)
            : new Told.Reported(orderNo, event, at(at), null, outcome, facts));
  }

  /** It is now this; nobody looks. */
  void recordedAt(Instant at) {
    now = at;
  }

  ClockSpec tell(Told told) {
    var before = file();
    var events = procedure.decide(before, told);
    log.addAll(events);
    follow(before, events);
    return this;
  }

  /** It gets as late as this, and who watches looks. */
  ClockSpec until(String local) {
    return until(at(local));
  }

  ClockSpec until(Instant later) {
    now = later;
    log.addAll(time.due(file(), now));
    return this;
  }

  /** Another calendar comes into use. */
  ClockSpec by(WorkingCalendar other) {
    var known = new HashMap<String, CaseEvent.LimitTold.Was>();
    for (var clock : clocks()) {
      if (clock.state().open()) {
        known.put(clock.id(), new CaseEvent.LimitTold.Was(clock.dueAt(), clock.calendar()));
      }
    }
    calendar = other;
    log.addAll(time.moved(file(), known, now));
    return this;
  }

  WorkingCalendar calendar() {
    return calendar;
  }

  CaseFile file() {
    return CaseFile.of(log);
  }

  List<CaseClock> clocks() {
    return time.clocks(file());
  }

  List<CaseClock> clocks(String rule) {
    return clocks().stream().filter(it -> it.rule().equals(rule)).toList();
  }

  CaseClock clock(String orderNo, String rule) {
    return clocks(rule).stream()
        .filter(it -> it.orderNo().equals(orderNo))
        .reduce((one, other) -> other)
        .orElseThrow(() -> new AssertionError("no " + rule + " of " + orderNo));
  }

  /** What was told of limits and of times, in order. */
  List<String> told() {
    return log.stream()
        .map(CaseEvent::type)
        .filter(type -> type.name().startsWith("SLA_") || type.name().startsWith("REPORT_"))
        .map(Enum::name)
        .toList();
  }

  private void follow(CaseFile before, List<CaseEvent> events) {
    log.addAll(time.doubts(file(), List.copyOf(events), now));
    log.addAll(time.news(file(), time.between(before, file()).clocks()));
  }

  private static String letters(String role) {
    return role.startsWith("utility:")
        ? "U-" + role.substring(8)
        : role.toUpperCase().replace('-', '_');
  }
}
