package org.lianbao.cases.procedure;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import org.lianbao.cases.EventType;

/**
 * Which of two reports of the same milestone stands. The order is total, so that the greatest of
 * any set of reports is the same whatever order they came in and however often.
 */
final class Standing {

  /** Facts that may be repeated with another content; the latest is in force. */
  private static final Set<EventType> LATEST_DECIDES =
      EnumSet.of(
          EventType.CORRECTION_REQUESTED,
          EventType.CORRECTION_COMPLETED,
          EventType.SURVEY_SCHEDULED,
          EventType.QUOTE_ISSUED,
          EventType.DRAWING_REVIEWED,
          EventType.CLOCK_SUSPENDED,
          EventType.CLOCK_RESUMED,
          EventType.APPROVAL_DECIDED,
          EventType.TRAFFIC_CONSENT_GIVEN,
          EventType.ACCEPTANCE_SCHEDULED,
          EventType.ACCEPTANCE_DECIDED,
          EventType.SUPERVISION_RECORDED,
          EventType.SLOTS_OFFERED,
          EventType.SURVEY_MISSED,
          EventType.JOINT_WORKS_AGREED,
          EventType.CONNECTION_BOOKED,
          EventType.MEETING_ANNOUNCED,
          EventType.ACCEPTANCE_CHOSEN,
          EventType.WARNING_OVERRIDDEN,
          EventType.EXTERNAL_LINE_CHANGED,
          EventType.JOINT_WORKS_PROPOSED,
          EventType.BILL_ISSUED,
          EventType.NOTE_ADDED);

  /** Facts of which the earliest stands, while what was told later still counts for something. */
  private static final Set<EventType> TOLD_AGAIN =
      EnumSet.of(EventType.SURVEY_COMPLETED, EventType.PLAN_COMPLETED, EventType.FEE_PAID);

  /** Once given, these stand; a contradiction told later is kept in the log alone. */
  private static final Set<EventType> FINAL_WHEN_GIVEN =
      EnumSet.of(
          EventType.DRAWING_REVIEWED,
          EventType.TRAFFIC_CONSENT_GIVEN,
          EventType.SITE_RESTORED,
          EventType.ACCEPTANCE_DECIDED);

  private static final Set<String> NOT_YET = Set.of("FAIL", "MORE");
  private static final Comparator<Milestone> LATEST = Comparator.comparing(Milestone::occurredAt);
  private static final Comparator<Milestone> BY_CONTENT =
      Comparator.comparing(Milestone::outcome, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(milestone -> Facts.text(milestone.attributes()));

  /** By time, and of the same time always in the same order. */
  static final Comparator<Milestone> BY_TIME = LATEST.thenComparing(BY_CONTENT);

  private Standing() {}

  /** Whether this may happen again, so that every report of it is kept; notes are in the log. */
  static boolean recurs(EventType type) {
    return TOLD_AGAIN.contains(type)
        || LATEST_DECIDES.contains(type) && type != EventType.NOTE_ADDED;
  }

  /** The one of the two that stands for this type. */
  static Milestone stronger(EventType type, Milestone one, Milestone other) {
    var byRank = Comparator.<Milestone>comparingInt(milestone -> rank(type, milestone));
    var byTime = LATEST_DECIDES.contains(type) ? LATEST : LATEST.reversed();
    return byRank.thenComparing(byTime).thenComparing(BY_CONTENT).compare(one, other) >= 0
        ? one
        : other;
  }

  private static int rank(EventType type, Milestone milestone) {
    if (type == EventType.SERVICE_CONNECTED) {
      return milestone.ready() ? 0 : 1;
    }
    if (FINAL_WHEN_GIVEN.contains(type)) {
      return NOT_YET.contains(milestone.outcome() == null ? "" : milestone.outcome()) ? 0 : 1;
    }
    return type == EventType.ORDER_CLOSED && milestone.cancelled() ? 1 : 0;
  }
}
