package org.lianbao.window;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import org.lianbao.application.NoteCheck;
import org.lianbao.cases.EventType;

/**
 * What can be recorded by hand, each under an address of its own below the case. The schema of its
 * body is in the contract, under its own name.
 */
enum Act {
  /** Whatever a partner may report, of any order: how silent systems are stood in for. */
  REPORT("reports", "HandReport", null, "occurredAt"),
  /** The time of the joint survey (约定踏勘, S16). */
  SURVEY("survey", "SurveyAppointment", EventType.SURVEY_SCHEDULED, null),
  /** When the applicant, or a party without a system, could come (可踏勘时间). */
  SLOTS("slots", "SurveySlots", EventType.SLOTS_OFFERED, null),
  /** The review meeting of the project (项目联审会, S10). */
  MEETING("meetings", "Meeting", EventType.MEETING_ANNOUNCED, null),
  /** How neighbours agreed to dig (协同施工, S53, S54). */
  JOINT_WORKS("joint-works", "JointWorks", EventType.JOINT_WORKS_AGREED, null),
  /** The one bill is paid (一次缴纳, S36). */
  PAYMENT("payments", "Payment", EventType.FEE_PAID, "paidAt"),
  /** Joint or single acceptance, as the applicant chooses (S23). */
  ACCEPTANCE_CHOICE("acceptance-choice", "AcceptanceChoice", EventType.ACCEPTANCE_CHOSEN, null),
  /** The time of the acceptance (S57). */
  ACCEPTANCE("acceptance", "AcceptanceAppointment", EventType.ACCEPTANCE_SCHEDULED, null),
  /** When a service is to be connected (预约接通, S24). */
  CONNECTION("connections", "ConnectionAppointment", EventType.CONNECTION_BOOKED, null),
  /** A warning of the form that is not to stop anybody, and why. */
  OVERRIDE("overrides", "WarningOverride", EventType.WARNING_OVERRIDDEN, null),
  /** Anything worth remembering (记事). */
  NOTE("notes", "CaseNote", EventType.NOTE_ADDED, null);

  private final String path;
  private final NoteCheck check;
  private final EventType event;
  private final String time;

  Act(String path, String schema, EventType event, String time) {
    this.path = path;
    this.check = new NoteCheck(schema);
    this.event = event;
    this.time = time;
  }

  static Optional<Act> at(String path) {
    return Arrays.stream(values()).filter(act -> act.path.equals(path)).findFirst();
  }

  /** Its address below the case. */
  String path() {
    return path;
  }

  NoteCheck check() {
    return check;
  }

  /** What it is in the record; of a report, what it says. */
  Optional<EventType> event(ObjectNode body) {
    return event == null ? EventType.reported(body.path("event").asText()) : Optional.of(event);
  }

  /** Whether somebody in this role records it. */
  boolean mayBeRecordedBy(Staff.Role role) {
    return role == Staff.Role.WINDOW || this == NOTE;
  }

  /** The field that says when it happened, {@code null} if it happens by being recorded. */
  String time() {
    return time;
  }
}
