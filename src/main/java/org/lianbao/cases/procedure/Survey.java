package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;
import org.lianbao.rules.Rules;

/**
 * The joint survey (联合踏勘, S15, S16, S31): when it could be, when it is to be, and what became of
 * it.
 *
 * @param offers by role, or {@code applicant}, the latest times offered
 * @param no how often it has been scheduled; the invitations carry it
 * @param scheduled the appointment that stands, {@code null} while there is none
 */
public record Survey(CaseFile file, Map<String, List<Slot>> offers, int no, Milestone scheduled) {

  /** Who offers times under the case's own number: the applicant, by the window. */
  public static final String APPLICANT = "applicant";

  private static final int MOST_SLOTS = 50;

  /** A time that suits somebody, up to but without its end. */
  public record Slot(Instant from, Instant to) {}

  /** What became of a survey. */
  public enum State {
    /** No time is set. */
    OPEN,
    SCHEDULED,
    /** Somebody was not there; a later appointment opens it again. */
    MISSED,
    /** Every utility that is still asked to connect has surveyed. */
    KEPT
  }

  /** The survey of this case. */
  public static Survey of(CaseFile file) {
    var schedules = file.own().turns(EventType.SURVEY_SCHEDULED);
    return new Survey(
        file,
        offers(file),
        schedules.size(),
        schedules.stream()
            .filter(it -> !it.occurredAt().isBefore(formalSince(file)))
            .reduce((earlier, later) -> later)
            .orElse(null));
  }

  /**
   * Whether the window must organise it: where there is an external line (A22). Without one each
   * utility may survey on its own.
   */
  public boolean required() {
    return !file.intent() && file.externalLine();
  }

  /** When it is to be, as the appointment says. */
  public Optional<Instant> at() {
    return Optional.ofNullable(scheduled).flatMap(it -> time(it.attributes().path("at")));
  }

  /** What became of it. */
  public State state() {
    if (open().findAny().isPresent() && open().allMatch(it -> it.has(EventType.SURVEY_COMPLETED))) {
      return State.KEPT;
    }
    if (scheduled == null) {
      return State.OPEN;
    }
    return missed() ? State.MISSED : State.SCHEDULED;
  }

  /** Who is invited: the utilities and the departments that still have something to decide. */
  public List<String> participants() {
    return Stream.concat(
            open(),
            file.orders().values().stream()
                .filter(it -> it.decides() && !it.settled())
                .filter(it -> !it.kind().equals(OrderKind.ACCEPTANCE)))
        .map(OrderFile::role)
        .distinct()
        .toList();
  }

  /**
   * The earliest time that suits everyone who offered, once the applicant and every utility with a
   * system has: with the notice the rules ask for, and after an appointment that was missed. Empty
   * while one stands.
   *
   * @param at when the last offer was made
   */
  Optional<Instant> agreed(Rules.Survey rules, Instant at) {
    var asked = open().filter(it -> !it.byHand()).allMatch(it -> offers.containsKey(it.role()));
    var state = state();
    if (state == State.KEPT
        || state == State.SCHEDULED
        || !asked
        || !offers.containsKey(APPLICANT)) {
      return Optional.empty();
    }
    var notice = at.plus(Duration.ofMinutes(rules.notice()));
    var earliest = at().filter(missed -> !missed.isBefore(notice)).map(it -> it.plusNanos(1000));
    var from = earliest.orElse(notice);
    var length = Duration.ofMinutes(rules.length());
    return Stream.concat(
            Stream.of(from), offers.values().stream().flatMap(List::stream).map(Slot::from))
        .filter(time -> !time.isBefore(from))
        .filter(time -> offers.values().stream().allMatch(it -> suits(it, time, length)))
        .min(Instant::compareTo);
  }

  private static boolean suits(List<Slot> slots, Instant time, Duration length) {
    return slots.stream()
        .anyMatch(it -> !it.from().isAfter(time) && !it.to().isBefore(time.plus(length)));
  }

  private Stream<OrderFile> open() {
    return file.connections().filter(it -> !it.settled());
  }

  private boolean missed() {
    return Stream.concat(Stream.of(file.own()), file.orders().values().stream())
        .flatMap(it -> it.turns(EventType.SURVEY_MISSED).stream())
        .anyMatch(it -> it.occurredAt().isAfter(scheduled.occurredAt()));
  }

  /** The visit to whoever registered an intent (S29) is not the survey of the application after. */
  private static Instant formalSince(CaseFile file) {
    return file.own()
        .milestone(EventType.APPLICATION_ACCEPTED)
        .map(Milestone::occurredAt)
        .orElse(Instant.MIN);
  }

  private static Map<String, List<Slot>> offers(CaseFile file) {
    var latest = new TreeMap<String, Milestone>();
    Stream.concat(Stream.of(file.own()), file.orders().values().stream())
        .forEach(
            order ->
                order
                    .latest(EventType.SLOTS_OFFERED)
                    .ifPresent(it -> latest.merge(party(order), it, Survey::later)));
    var offers = new TreeMap<String, List<Slot>>();
    latest.forEach((role, told) -> offers.put(role, slots(told.attributes().path("slots"))));
    return offers;
  }

  private static String party(OrderFile order) {
    return order.role().equals(Role.WINDOW) ? APPLICANT : order.role();
  }

  private static Milestone later(Milestone one, Milestone other) {
    return Standing.BY_TIME.compare(one, other) >= 0 ? one : other;
  }

  private static List<Slot> slots(JsonNode told) {
    var slots = new ArrayList<Slot>();
    StreamSupport.stream(told.spliterator(), false)
        .limit(MOST_SLOTS)
        .forEach(
            it ->
                time(it.path("from"))
                    .ifPresent(
                        from ->
                            time(it.path("to")).ifPresent(to -> slots.add(new Slot(from, to)))));
    return List.copyOf(slots);
  }

  private static Optional<Instant> time(JsonNode text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.asText()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
