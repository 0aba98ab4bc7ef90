package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.lianbao.calendar.Pause;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;

/**
 * One order as it was reported; what the reports imply, and its state, are never kept apart from
 * them.
 *
 * @param partner slug of the partner that has it, or {@code window} where nobody takes it
 * @param item code of the approval it asks for (审批事项), or {@code null}
 * @param partnerRef the partner's own number and when it was told; {@code null} until then
 * @param reported for each milestone the report that stands
 * @param turns of what may happen again, such as a pause, every report by time; the latest hundred
 * @param withdrawn the closing that came of the applicant or the hub, {@code null} where none did;
 *     it is kept even where another closing stands
 */
public record OrderFile(
    String orderNo,
    String partner,
    String role,
    String kind,
    String item,
    Reference partnerRef,
    Map<EventType, Milestone> reported,
    Map<EventType, List<Milestone>> turns,
    Milestone withdrawn) {

  private static final int MOST_TURNS = 100;

  public OrderFile {
    reported = ordered(reported);
    turns = ordered(turns == null ? Map.of() : turns);
  }

  /** What is told of a case as a whole, before anything is. */
  static OrderFile ofCase(String caseNo) {
    return new OrderFile(
        caseNo, Role.WINDOW, Role.WINDOW, OrderKind.CASE, null, null, Map.of(), Map.of(), null);
  }

  /** The partner's own number for the order. */
  public record Reference(Instant at, String value) {

    static Reference earlier(Reference one, Reference other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      var order = one.at().compareTo(other.at());
      return (order != 0 ? order : one.value().compareTo(other.value())) <= 0 ? one : other;
    }
  }

  /** How an order ended; a later constant outweighs an earlier one, whenever it was told. */
  public enum End {
    OPEN,
    REFUSED,
    CLOSED,
    READY,
    DONE,
    CANCELLED
  }

  /** The service it connects; {@code null} for an order to a department. */
  public String service() {
    return Role.service(role);
  }

  /** Whether it connects a service or registers that it is wanted. */
  public boolean connects() {
    return course().connects();
  }

  /** Whether a decision is asked for that a case has to wait for. */
  public boolean decides() {
    return course().decides();
  }

  /** Whether no system takes it, and the window arranges it. */
  public boolean byHand() {
    return partner.equals(Role.WINDOW);
  }

  /** Whether its partner has it, as far as is known: it was delivered, or something came of it. */
  boolean reached() {
    return reported.keySet().stream().anyMatch(type -> type != EventType.ORDER_CLOSED);
  }

  /** Whether the hub took it back itself, since the case needed it no more. */
  boolean takenBackByHub() {
    return withdrawn != null
        && CaseEvent.Reported.HUB.equals(withdrawn.attributes().path("by").asText());
  }

  /** When its partner first took or refused it, as the hub knows it; {@code null} until then. */
  public Instant answeredAt() {
    return answer().map(Milestone::occurredAt).orElse(null);
  }

  /** When its partner could not be reached until then, as the hub told with the answer. */
  public List<Pause> closedMeanwhile() {
    return answer().map(it -> Facts.pauses(it.attributes().path("closed"))).orElse(List.of());
  }

  private Optional<Milestone> answer() {
    return Stream.of(EventType.ORDER_DELIVERED, EventType.ORDER_REFUSED)
        .flatMap(type -> Stream.ofNullable(reported.get(type)))
        .min(Comparator.comparing(Milestone::occurredAt));
  }

  /** When nobody was to have it any more; {@code null} where that never was so. */
  public Instant endedAt() {
    var end = reported.get(EventType.ORDER_CLOSED);
    return end == null ? null : end.occurredAt();
  }

  /** Whether it was withdrawn before its partner had it, as far as is known. */
  public boolean withdrawnUnsent() {
    return !reached() && milestone(EventType.ORDER_CLOSED).filter(Milestone::takenBack).isPresent();
  }

  /** Whether a correction was asked for (补正) and not answered since. */
  public boolean correctionOpen() {
    return !settled() && since(EventType.CORRECTION_REQUESTED, EventType.CORRECTION_COMPLETED);
  }

  /** Whether something began and has not ended since. */
  public boolean since(EventType begun, EventType ended) {
    var begin = milestone(begun).map(Milestone::occurredAt);
    var end = milestone(ended).map(Milestone::occurredAt);
    return begin.isPresent() && (end.isEmpty() || end.get().isBefore(begin.get()));
  }

  /**
   * Every report of something that may happen again, by time. Of a file from before they were kept,
   * the one that stands.
   */
  public List<Milestone> turns(EventType type) {
    var told = turns.get(type);
    return told != null
        ? told
        : Optional.ofNullable(reported.get(type)).map(List::of).orElse(List.of());
  }

  /** The latest of them. */
  public Optional<Milestone> latest(EventType type) {
    var told = turns(type);
    return told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1));
  }

  /** What every order of this kind passes, in order. */
  public List<EventType> chain() {
    return course().chain();
  }

  /** The partner's own number, or {@code null}. */
  public String reference() {
    return partnerRef == null ? null : partnerRef.value();
  }

  /** What is known of the order, in the order of the vocabulary: the reported and the implied. */
  public Map<EventType, Milestone> milestones() {
    var all = new EnumMap<EventType, Milestone>(EventType.class);
    all.putAll(reported);
    chain().forEach(type -> implied(type).ifPresent(it -> all.put(type, it)));
    return Collections.unmodifiableMap(all);
  }

  /** Whether the milestone was reported or is implied. */
  public boolean has(EventType type) {
    return milestone(type).isPresent();
  }

  /** The milestone, reported or implied. */
  public Optional<Milestone> milestone(EventType type) {
    return Optional.ofNullable(reported.get(type)).or(() -> implied(type));
  }

  public End end() {
    return ends().max(End::compareTo).orElse(End.OPEN);
  }

  /** Whether it ended, and not well. */
  public boolean lost() {
    return end() == End.REFUSED || end() == End.CLOSED || end() == End.CANCELLED;
  }

  /** Whether nothing more is expected of the order. */
  public boolean settled() {
    return end() != End.OPEN;
  }

  /**
   * Whether the partner has the order and news of it is still to come. What was only made ready is
   * yet to be connected.
   */
  public boolean awaited() {
    return !state().equals("OWED") && ends().allMatch(end -> end == End.OPEN || end == End.READY);
  }

  /**
   * Whether the next word on the order is the partner's: it has it, it has not ended, and neither
   * an answer to a correction nor the end of a special procedure is waited for.
   */
  public boolean partnersTurn() {
    return List.of("SENT", "RECEIPTED", "ACCEPTED").contains(state())
        && !correctionOpen()
        && !since(EventType.CLOCK_SUSPENDED, EventType.CLOCK_RESUMED);
  }

  /** OWED, SENT, RECEIPTED, ACCEPTED, FINISHED, REFUSED or CLOSED. */
  public String state() {
    return switch (end()) {
      case REFUSED -> "REFUSED";
      case CLOSED, CANCELLED -> "CLOSED";
      case READY, DONE -> "FINISHED";
      case OPEN ->
          accepted().isPresent()
              ? "ACCEPTED"
              : has(EventType.ORDER_RECEIVED)
                  ? "RECEIPTED"
                  : has(EventType.ORDER_DELIVERED) ? "SENT" : "OWED";
    };
  }

  OrderFile with(EventType type, Milestone told) {
    var grown = new EnumMap<EventType, Milestone>(EventType.class);
    grown.putAll(reported);
    grown.merge(type, told, (one, other) -> Standing.stronger(type, one, other));
    return new OrderFile(
        orderNo,
        partner,
        role,
        kind,
        item,
        referenceWith(told),
        grown,
        turnsWith(type, told),
        withdrawn == null && type == EventType.ORDER_CLOSED && told.takenBack() ? told : withdrawn);
  }

  private Map<EventType, List<Milestone>> turnsWith(EventType type, Milestone told) {
    if (!Standing.recurs(type)) {
      return turns;
    }
    var all =
        Stream.concat(turns(type).stream(), Stream.of(told))
            .distinct()
            .sorted(Standing.BY_TIME)
            .toList();
    var grown = new EnumMap<EventType, List<Milestone>>(EventType.class);
    grown.putAll(turns);
    grown.put(type, all.subList(Math.max(0, all.size() - MOST_TURNS), all.size()));
    return grown;
  }

  private static <T> Map<EventType, T> ordered(Map<EventType, T> known) {
    var ordered = new EnumMap<EventType, T>(EventType.class);
    ordered.putAll(known);
    return Collections.unmodifiableMap(ordered);
  }

  /** When the partner took the order on. */
  public Optional<Milestone> accepted() {
    return milestone(EventType.ORDER_ACCEPTED).or(() -> milestone(EventType.APPROVAL_ACCEPTED));
  }

  /** The report that ended the order well. */
  public Optional<Milestone> finished() {
    return reported.entrySet().stream()
        .filter(it -> course().reaches(it.getKey(), it.getValue()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Course course() {
    return Course.of(role, kind);
  }

  private Reference referenceWith(Milestone told) {
    JsonNode given = told.attributes().path("partnerRef");
    return given.isTextual() && !given.textValue().isBlank()
        ? Reference.earlier(partnerRef, new Reference(told.occurredAt(), given.textValue()))
        : partnerRef;
  }

  /**
   * A milestone of the chain that nobody reported, at the earliest time that proves it: that of a
   * later one of the chain, or for the receipt that of the partner's own number.
   */
  private Optional<Milestone> implied(EventType type) {
    var chain = chain();
    if (reported.containsKey(type) || !chain.contains(type)) {
      return Optional.empty();
    }
    var later =
        chain.stream().skip(chain.indexOf(type) + 1L).map(reported::get).filter(Objects::nonNull);
    var numbered =
        Stream.ofNullable(type == EventType.ORDER_RECEIVED ? partnerRef : null).map(Reference::at);
    return Stream.concat(numbered, later.map(Milestone::occurredAt))
        .min(Comparator.naturalOrder())
        .map(at -> Milestone.implied(type, at));
  }

  /** What each report makes of the order. */
  private Stream<End> ends() {
    return reported.entrySet().stream().map(it -> end(it.getKey(), it.getValue()));
  }

  private End end(EventType type, Milestone milestone) {
    if (type == EventType.ORDER_REFUSED) {
      return End.REFUSED;
    }
    if (type == EventType.ORDER_CLOSED) {
      return milestone.cancelled() ? End.CANCELLED : End.CLOSED;
    }
    if (!course().reaches(type, milestone)) {
      return End.OPEN;
    }
    return connects() && milestone.ready() ? End.READY : End.DONE;
  }
}
