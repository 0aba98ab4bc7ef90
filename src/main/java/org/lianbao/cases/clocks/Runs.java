package org.lianbao.cases.clocks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.Milestone;
import org.lianbao.cases.procedure.OrderFile;
import org.lianbao.cases.procedure.Pair;
import org.lianbao.cases.procedure.Restoration;
import org.lianbao.rules.ClockRule;
import org.lianbao.rules.ClockRule.Counts;
import org.lianbao.rules.ClockRule.Given;
import org.lianbao.rules.Rules;
import org.lianbao.shared.Clock;

/** Finds the limits that a case file starts, stops and pauses. */
final class Runs {

  private static final DateTimeFormatter MARK =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(Clock.COUNTY);

  private final CaseFile file;
  private final Rules rules;

  Runs(CaseFile file, Rules rules) {
    this.file = file;
    this.rules = rules;
  }

  /** Every limit of the case. */
  List<Run> all() {
    var runs = new ArrayList<Run>();
    for (var rule : rules.clocks()) {
      for (var order : file.orders().values()) {
        if (rule.orders().contains(order.kind())) {
          runs.addAll(of(rule, order));
        }
      }
    }
    return List.copyOf(runs);
  }

  private List<Run> of(ClockRule rule, OrderFile order) {
    return switch (rule.counts()) {
      case AFTER ->
          Stream.ofNullable(start(rule, order)).map(at -> run(rule, order, at, null)).toList();
      case TO_START ->
          Stream.ofNullable(plannedStart(order))
              .map(day -> day.atStartOfDay(Clock.COUNTY).toInstant())
              .map(at -> run(rule, order, file.openedAt(), at))
              .toList();
      case TO_DATE, TO_SESSION -> named(rule, order);
    };
  }

  /** When a limit after an event starts, {@code null} if it does not. */
  private Instant start(ClockRule rule, OrderFile order) {
    if (!rule.common()) {
      return ownStart(rule, order);
    }
    var all =
        file.orders().values().stream()
            .filter(it -> it.kind().equals(order.kind()) && ended(it).isEmpty())
            .map(it -> ownStart(rule, it))
            .toList();
    return ownStart(rule, order) == null || all.contains(null)
        ? null
        : all.stream().max(Comparator.naturalOrder()).orElse(null);
  }

  private Instant ownStart(ClockRule rule, OrderFile order) {
    var from = Happening.of(rule.from());
    return reports(order, from).stream()
        .filter(report -> holds(rule.given(), order, report))
        .map(report -> taken(order, from.type(), report))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private boolean holds(Given given, OrderFile order, Milestone report) {
    var said = report.attributes();
    return switch (given) {
      case ALWAYS -> true;
      case ACCESS -> said.path("accessOk").asBoolean(true);
      case ROAD ->
          said.has("roadOccupied")
              ? said.path("roadOccupied").asBoolean()
              : Restoration.owed(file, service(order));
    };
  }

  private Run run(ClockRule rule, OrderFile order, Instant from, Instant to) {
    var until = stop(rule, order, null);
    if (rule.counts() == Counts.TO_START) {
      until = withPlan(order, until);
    }
    return new Run(
        order.orderNo() + "/" + rule.id(),
        order.orderNo(),
        order.partner(),
        service(order),
        rule,
        from,
        to,
        halts(rule, order),
        until,
        dropped(rule, order, null),
        file.timing().of(order.orderNo() + "/" + rule.id()));
  }

  /** One run for each day or session that was named, each until it or the next in its place. */
  private List<Run> named(ClockRule rule, OrderFile order) {
    var from = Happening.of(rule.from());
    var reports = new ArrayList<>(reports(order, from));
    if (rule.counts() == Counts.TO_SESSION) {
      reports.addAll(reports(file.own(), from));
    }
    reports.sort(Comparator.comparing(Milestone::occurredAt));
    var runs = new ArrayList<Run>();
    for (var report : reports) {
      var to = namedTime(rule, report);
      var at = taken(order, from.type(), report);
      if (to.isEmpty() || ended(order).filter(end -> end.isBefore(at)).isPresent()) {
        continue;
      }
      var id = order.orderNo() + "/" + rule.id() + "@" + MARK.format(at);
      var stop = stop(rule, order, rule.counts() == Counts.TO_DATE ? at : null);
      if (stop != null && stop.at().isBefore(at)) {
        // What was done before it was agreed is not done as agreed.
        continue;
      }
      var next =
          rule.counts() == Counts.TO_DATE
              ? Optional.<Instant>empty()
              : reports.stream()
                  .map(it -> taken(order, from.type(), it))
                  .filter(it -> it.isAfter(at))
                  .findFirst();
      runs.add(
          new Run(
              id,
              order.orderNo(),
              order.partner(),
              service(order),
              rule,
              at,
              to.get(),
              halts(rule, order),
              stop,
              dropped(rule, order, next.orElse(null)),
              file.timing().of(id)));
    }
    // Two reports of one second name one limit: the later in the order of reports stands.
    return List.copyOf(
        runs.stream()
            .collect(Collectors.toMap(Run::id, it -> it, (one, other) -> other, LinkedHashMap::new))
            .values());
  }

  private static Optional<Instant> namedTime(ClockRule rule, Milestone report) {
    var said = report.attributes();
    var text =
        rule.counts() == Counts.TO_DATE
            ? said.path("deadline").asText("")
            : said.path("at").asText(said.path("scheduledAt").asText(""));
    return time(text);
  }

  /** A time with its offset, or a day of the county or the beginning of a local time. */
  private static Optional<Instant> time(String text) {
    try {
      if (text.length() > 16 && (text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d"))) {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      }
      return text.length() < 10
          ? Optional.empty()
          : Optional.of(
              LocalDate.parse(text.substring(0, 10)).atStartOfDay(Clock.COUNTY).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Run.Stop stop(ClockRule rule, OrderFile order, Instant notBefore) {
    return rule.until().stream()
        .map(Happening::of)
        .flatMap(it -> stops(order, it))
        .filter(stop -> notBefore == null || !stop.at().isBefore(notBefore))
        .min(Comparator.comparing(Run.Stop::at).thenComparing(Run.Stop::by))
        .orElse(null);
  }

  private Stream<Run.Stop> stops(OrderFile order, Happening until) {
    if (until.type() == EventType.SITE_RESTORED && order.service() != null) {
      // Urban management may find it restored as well as the utility (S47).
      return Restoration.done(file, order.service()).stream()
          .map(it -> new Run.Stop(restored(it), until.type(), false));
    }
    var reported =
        concerning(order, until)
            .flatMap(
                it ->
                    reports(it, until).stream()
                        .map(
                            told ->
                                new Run.Stop(taken(it, until.type(), told), until.type(), false)))
            .toList();
    if (!reported.isEmpty() || until.outcome() != null) {
      return reported.stream();
    }
    return order.milestone(until.type()).filter(Milestone::implied).stream()
        .map(it -> new Run.Stop(impliedAt(order, it), until.type(), true));
  }

  /**
   * What is found mended is told of the order, of the other half of its filing, or of the case as a
   * whole (S50).
   */
  private Stream<OrderFile> concerning(OrderFile order, Happening until) {
    if (until.type() != EventType.SUPERVISION_RECORDED) {
      return Stream.of(order);
    }
    var filed = Pair.service(order.orderNo());
    var half =
        file.orders().values().stream()
            .filter(it -> !it.orderNo().equals(order.orderNo()))
            .filter(it -> filed != null && filed.equals(Pair.service(it.orderNo())));
    return Stream.concat(Stream.of(order, file.own()), half);
  }

  private Instant restored(OrderFile order) {
    var type = EventType.SITE_RESTORED;
    return taken(order, type, order.reported().get(type));
  }

  /** An implied time is that of a later report, and what holds for that holds for it. */
  private Instant impliedAt(OrderFile order, Milestone implied) {
    return order.reported().entrySet().stream()
        .filter(it -> it.getValue().occurredAt().equals(implied.occurredAt()))
        .map(it -> taken(order, it.getKey(), it.getValue()))
        .min(Comparator.naturalOrder())
        .orElse(implied.occurredAt());
  }

  /** The papers alone are no filing: the plan of works must have reached urban management (S45). */
  private Run.Stop withPlan(OrderFile order, Run.Stop filed) {
    var plans =
        file.orders().values().stream()
            .filter(it -> it.kind().equals(OrderKind.WORKS_PLAN) && !it.byHand())
            .filter(it -> Objects.equals(service(it), service(order)))
            .toList();
    if (filed == null || plans.isEmpty()) {
      return filed;
    }
    var delivered =
        plans.stream()
            .map(it -> stop(EventType.ORDER_DELIVERED, it))
            .filter(Objects::nonNull)
            .max(Comparator.comparing(Run.Stop::at));
    return delivered.map(plan -> plan.at().isAfter(filed.at()) ? plan : filed).orElse(null);
  }

  private Run.Stop stop(EventType type, OrderFile order) {
    return stops(order, new Happening(type, null)).findFirst().orElse(null);
  }

  private List<Halt> halts(ClockRule rule, OrderFile order) {
    return rule.pauses().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            pair ->
                Halt.between(
                    times(order, Happening.of(pair.getKey())),
                    times(order, Happening.of(pair.getValue())))
                    .stream())
        .toList();
  }

  private List<Instant> times(OrderFile order, Happening what) {
    return reports(order, what).stream().map(it -> taken(order, what.type(), it)).toList();
  }

  private Instant dropped(ClockRule rule, OrderFile order, Instant replaced) {
    var ends = rule.dropped().stream().map(Happening::of).flatMap(it -> times(order, it).stream());
    return Stream.of(ends, ended(order).stream(), Stream.ofNullable(replaced))
        .flatMap(it -> it)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** When the order was refused or closed, so that nothing more is owed by it. */
  private Optional<Instant> ended(OrderFile order) {
    return Stream.of(EventType.ORDER_REFUSED, EventType.ORDER_CLOSED)
        .flatMap(type -> times(order, new Happening(type, null)).stream())
        .min(Comparator.naturalOrder());
  }

  /** The reports of this; one that gives a day alone gives way to one with the time of that day. */
  private static List<Milestone> reports(OrderFile order, Happening what) {
    var turns = order.turns(what.type());
    var all =
        turns.isEmpty() ? Stream.ofNullable(order.reported().get(what.type())) : turns.stream();
    var fitting = all.filter(what::is).toList();
    return fitting.stream()
        .filter(
            report ->
                fitting.stream()
                    .map(Milestone::occurredAt)
                    .noneMatch(
                        at ->
                            !at.equals(report.occurredAt()) && DayOnly.of(report.occurredAt(), at)))
        .toList();
  }

  private Instant taken(OrderFile order, EventType type, Milestone report) {
    return file.timing().taken(order.orderNo(), type, report.occurredAt());
  }

  /** The service an order is about: its role's, or the one its number ends with. */
  private String service(OrderFile order) {
    if (order.service() != null) {
      return order.service();
    }
    var filing = Pair.service(order.orderNo());
    return filing != null
        ? filing
        : file.services().stream()
            .filter(it -> order.orderNo().endsWith("-" + it))
            .findFirst()
            .orElse(null);
  }

  private LocalDate plannedStart(OrderFile order) {
    var service = service(order);
    for (var works : file.request().works()) {
      if (works.path("service").asText().equals(service) && works.hasNonNull("plannedStart")) {
        return date(works.path("plannedStart").asText());
      }
    }
    return file.request().plannedStart();
  }

  private static LocalDate date(String text) {
    return time(text).map(at -> LocalDate.ofInstant(at, Clock.COUNTY)).orElse(null);
  }
}
