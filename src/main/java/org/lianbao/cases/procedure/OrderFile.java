package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;

/**
 * One order as it was reported; what the reports imply, and its state, are never kept apart from
 * them.
 *
 * @param reported for each milestone the report that stands
 * @param partnerRef the partner's own number and when it was told; {@code null} until then
 */
public record OrderFile(
    String orderNo,
    String partner,
    String role,
    String kind,
    Reference partnerRef,
    Map<EventType, Milestone> reported) {

  /**
   * What every utility passes in this order. Quotes, fees and the start of works may be skipped, so
   * they are not here and never implied.
   */
  public static final List<EventType> CHAIN =
      List.of(
          EventType.ORDER_RECEIVED,
          EventType.ORDER_ACCEPTED,
          EventType.SURVEY_COMPLETED,
          EventType.PLAN_COMPLETED,
          EventType.CONTRACT_SIGNED,
          EventType.CONSTRUCTION_COMPLETED,
          EventType.ACCEPTANCE_DECIDED,
          EventType.SERVICE_CONNECTED);

  private static final Set<EventType> CLOSING =
      EnumSet.of(EventType.ORDER_REFUSED, EventType.ORDER_CLOSED, EventType.SERVICE_CONNECTED);

  public OrderFile {
    var ordered = new EnumMap<EventType, Milestone>(EventType.class);
    ordered.putAll(reported);
    reported = Collections.unmodifiableMap(ordered);
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
    CONNECTED,
    CANCELLED
  }

  /** The service code in a role such as {@code utility:WATER}. */
  public String service() {
    return serviceOf(role);
  }

  /** The partner's own number, or {@code null}. */
  public String reference() {
    return partnerRef == null ? null : partnerRef.value();
  }

  /** What is known of the order, in the order of the vocabulary: the reported and the implied. */
  public Map<EventType, Milestone> milestones() {
    var all = new EnumMap<EventType, Milestone>(EventType.class);
    all.putAll(reported);
    CHAIN.forEach(type -> implied(type).ifPresent(it -> all.put(type, it)));
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
    return CLOSING.stream().map(this::endBy).max(End::compareTo).orElse(End.OPEN);
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
    return !state().equals("OWED")
        && CLOSING.stream().map(this::endBy).allMatch(end -> end == End.OPEN || end == End.READY);
  }

  /** OWED, SENT, RECEIPTED, ACCEPTED, FINISHED, REFUSED or CLOSED. */
  public String state() {
    return switch (end()) {
      case REFUSED -> "REFUSED";
      case CLOSED, CANCELLED -> "CLOSED";
      case READY, CONNECTED -> "FINISHED";
      case OPEN ->
          has(EventType.ORDER_ACCEPTED)
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
    return new OrderFile(orderNo, partner, role, kind, referenceWith(told), grown);
  }

  /** The service code in a role. */
  public static String serviceOf(String role) {
    return role.substring(role.indexOf(':') + 1);
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
    if (reported.containsKey(type) || !CHAIN.contains(type)) {
      return Optional.empty();
    }
    var later =
        CHAIN.stream().skip(CHAIN.indexOf(type) + 1L).map(reported::get).filter(Objects::nonNull);
    var numbered =
        Stream.ofNullable(type == EventType.ORDER_RECEIVED ? partnerRef : null).map(Reference::at);
    return Stream.concat(numbered, later.map(Milestone::occurredAt))
        .min(Comparator.naturalOrder())
        .map(at -> Milestone.implied(type, at));
  }

  private End endBy(EventType type) {
    var milestone = reported.get(type);
    if (milestone == null) {
      return End.OPEN;
    }
    return switch (type) {
      case ORDER_REFUSED -> End.REFUSED;
      case ORDER_CLOSED -> milestone.cancelled() ? End.CANCELLED : End.CLOSED;
      default -> milestone.ready() ? End.READY : End.CONNECTED;
    };
  }
}
