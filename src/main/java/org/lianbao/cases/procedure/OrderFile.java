package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianbao.cases.EventType;

/**
 * One order as its milestones tell it; its state is never kept apart from them.
 *
 * @param partnerRef the partner's own number and when it was told; {@code null} until then
 */
public record OrderFile(
    String orderNo,
    String partner,
    String role,
    String kind,
    Reference partnerRef,
    Map<EventType, Milestone> milestones) {

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
    ordered.putAll(milestones);
    milestones = Collections.unmodifiableMap(ordered);
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

  public boolean has(EventType type) {
    return milestones.containsKey(type);
  }

  public Optional<Milestone> milestone(EventType type) {
    return Optional.ofNullable(milestones.get(type));
  }

  public End end() {
    return CLOSING.stream().map(this::endBy).max(End::compareTo).orElse(End.OPEN);
  }

  /** Whether nothing more is expected of the order. */
  public boolean settled() {
    return end() != End.OPEN;
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
    grown.putAll(milestones);
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

  private End endBy(EventType type) {
    var milestone = milestones.get(type);
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
