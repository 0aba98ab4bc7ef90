package org.lianbao.cases.procedure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;

/**
 * The course an order takes, by what it asks for: what every such order passes, and the report that
 * ends it well.
 *
 * @param chain what it passes, in order; a later one implies the earlier ones
 * @param goals the events that end it well
 * @param notYet outcomes with which such an event does not end it, as when a drawing is sent back
 */
record Course(List<EventType> chain, Set<EventType> goals, Set<String> notYet) {

  /** Quotes, fees and the start of works may be skipped, so they are never implied. */
  private static final Course CONNECTION =
      new Course(
          List.of(
              EventType.ORDER_RECEIVED,
              EventType.ORDER_ACCEPTED,
              EventType.SURVEY_COMPLETED,
              EventType.PLAN_COMPLETED,
              EventType.CONTRACT_SIGNED,
              EventType.CONSTRUCTION_COMPLETED,
              EventType.ACCEPTANCE_DECIDED,
              EventType.SERVICE_CONNECTED),
          Set.of(EventType.SERVICE_CONNECTED),
          Set.of());

  /** Whoever takes part in an acceptance has done its part when it has taken it on. */
  private static final Course PARTICIPATION =
      new Course(
          List.of(EventType.ORDER_RECEIVED, EventType.ORDER_ACCEPTED),
          Set.of(EventType.ORDER_ACCEPTED, EventType.ACCEPTANCE_DECIDED),
          Set.of("FAIL"));

  /** Whoever is only told something has been told when it has arrived. */
  private static final Course NOTICE =
      new Course(
          List.of(),
          Set.of(EventType.ORDER_DELIVERED, EventType.ORDER_RECEIVED, EventType.ORDER_ACCEPTED),
          Set.of());

  /** A case as a whole has no course of an order. */
  private static final Course CASE = new Course(List.of(), Set.of(), Set.of());

  private static final Set<String> NOTICES =
      Set.of(
          OrderKind.AMEND,
          OrderKind.WITHDRAW,
          OrderKind.MEETING,
          OrderKind.SURVEY,
          OrderKind.SHARE_PLAN,
          OrderKind.JOINT_WORKS,
          OrderKind.BILL,
          OrderKind.PAID,
          OrderKind.CONNECTION_DATE,
          OrderKind.ACCEPTANCE_DATE);

  private static final Map<String, Course> DEPARTMENTS =
      Map.of(
          OrderKind.APPROVAL,
          to(EventType.APPROVAL_DECIDED, List.of(EventType.APPROVAL_ACCEPTED), Set.of()),
          OrderKind.DRAWING_REVIEW,
          to(EventType.DRAWING_REVIEWED, List.of(), Set.of("FAIL")),
          OrderKind.WORKS_PLAN,
          to(EventType.ORDER_ACCEPTED, List.of(), Set.of()),
          OrderKind.COMMITMENT,
          to(EventType.COMMITMENT_FILED, List.of(), Set.of()),
          OrderKind.TRAFFIC_CONSENT,
          to(EventType.TRAFFIC_CONSENT_GIVEN, List.of(), Set.of("MORE")),
          OrderKind.ACCEPTANCE,
          to(EventType.ACCEPTANCE_DECIDED, List.of(), Set.of("FAIL")));

  static Course of(String role, String kind) {
    if (kind.equals(OrderKind.ACCEPTANCE) && Role.service(role) != null) {
      return NOTICE;
    }
    if (kind.equals(OrderKind.ACCEPTANCE) && !role.equals(Role.ACCEPTANCE_LEAD)) {
      return PARTICIPATION;
    }
    if (NOTICES.contains(kind)) {
      return NOTICE;
    }
    return kind.equals(OrderKind.CASE) ? CASE : DEPARTMENTS.getOrDefault(kind, CONNECTION);
  }

  /** Whether this report ends the order well. */
  boolean reaches(EventType type, Milestone milestone) {
    return goals.contains(type)
        && (milestone.outcome() == null || !notYet.contains(milestone.outcome()));
  }

  /** Whether the order connects a service or registers that it is wanted. */
  boolean connects() {
    return this == CONNECTION;
  }

  /** Whether a department decides something by it. */
  boolean decides() {
    return this != CONNECTION && this != NOTICE && this != CASE;
  }

  private static Course to(EventType goal, List<EventType> between, Set<String> notYet) {
    var chain = new ArrayList<EventType>();
    chain.add(EventType.ORDER_RECEIVED);
    chain.addAll(between);
    chain.add(goal);
    return new Course(List.copyOf(chain), Set.of(goal), notYet);
  }
}
