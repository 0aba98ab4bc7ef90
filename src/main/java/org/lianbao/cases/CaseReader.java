package org.lianbao.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the case record; personal data comes out masked. */
public interface CaseReader {

  /** The whole record of one case. */
  Optional<CaseView> view(String caseNo);

  /** Events of one case with a sequence number above {@code after}, in order, gap-free. */
  List<EventView> events(String caseNo, long after, int limit);

  /** Every form the case was given, the first one first; none if there is no such case. */
  List<RevisionView> revisions(String caseNo);

  /** Cases, latest change first; each filter may be {@code null}. */
  List<CaseSummary> search(Search search);

  /**
   * What to look for: free text over case number, county number, applicant and project; {@code
   * late}: whether a limit of it is exceeded and still owed.
   */
  record Search(String text, String status, String service, Boolean late, int offset, int limit) {}

  /**
   * One line of a list of cases. {@code status} is OPEN or the outcome of a case that ended; {@code
   * light} the worst of its limits that are still owed: RED, AMBER or GREEN, {@code null} if none
   * is.
   */
  record CaseSummary(
      String caseNo,
      String upstreamApplyNo,
      String applicant,
      String project,
      List<String> services,
      String stage,
      String stageLabel,
      String status,
      String light,
      Instant openedAt,
      Instant changedAt) {}

  /**
   * One event. {@code occurredAt} is when its source says it happened, {@code recordedAt} when the
   * hub wrote it; {@code implied} marks an event nobody reported but a later one implies.
   */
  record EventView(
      long seq,
      String code,
      String label,
      String labelEn,
      Instant occurredAt,
      Instant recordedAt,
      String source,
      String orderNo,
      String service,
      String outcome,
      boolean implied,
      String stage,
      JsonNode attributes) {}

  /** A stage (环节) of the case: PENDING, CURRENT or DONE. */
  record StageView(String code, String label, String labelEn, String state) {}

  /**
   * An order: OWED, SENT, RECEIPTED, ACCEPTED, FINISHED, REFUSED or CLOSED, and when each came.
   * {@code service} is {@code null} for an order to a department; {@code ahead} are the milestones
   * still to come.
   */
  record OrderView(
      String orderNo,
      String partner,
      String role,
      String service,
      String kind,
      String state,
      String partnerRef,
      Instant sentAt,
      Instant receiptedAt,
      Instant acceptedAt,
      Instant finishedAt,
      List<MilestoneView> milestones,
      List<String> ahead) {}

  /**
   * A warning of the form as it stands: open until the window overrides it with a reason.
   *
   * @param reason why it was overridden; {@code null} while it is open
   * @param by who overrode it
   */
  record WarningView(
      String pointer,
      String label,
      String code,
      String message,
      boolean open,
      String reason,
      String by,
      Instant overriddenAt) {}

  /**
   * One form of a case.
   *
   * @param changes what it says otherwise than the one before; none of the first
   */
  record RevisionView(
      int revision, String applyType, Instant receivedAt, List<ChangeView> changes) {}

  /**
   * A field that changed.
   *
   * @param label its name on the form, in Chinese
   * @param before {@code null} where it was not filled in
   * @param after {@code null} where it no longer is
   */
  record ChangeView(String pointer, String label, JsonNode before, JsonNode after) {}

  /** How far one order has come. */
  record MilestoneView(
      String code, String label, Instant occurredAt, String outcome, boolean implied) {}

  /**
   * A call the window must make by hand, because nobody's system takes this kind of order; what
   * comes of it is recorded under its number.
   */
  record CallView(String orderNo, String role, String kind, String item) {}

  /**
   * A limit of the case (docs/clocks.md), reckoned: its rule, who is obliged, until when and why.
   *
   * @param obligor UTILITY, DEPARTMENT, CONSTRUCTION_UNIT or WINDOW
   * @param state RUNNING, WARNED, PAUSED, MET, BREACHED, MET_LATE_REPORTED or VOID
   * @param light RED, AMBER, GREEN, or GREY where it is no longer counted
   * @param stoppedAt when it was stopped, or no longer owed; {@code null} while it is owed
   * @param limit in working days, {@code null} where the end is a day or a session
   * @param strategy what half a working day means
   * @param workedMinutes working time used until it was stopped, pauses left out
   * @param steps the whole arithmetic
   */
  record ClockView(
      String id,
      String orderNo,
      String rule,
      String label,
      String labelEn,
      String basis,
      String edition,
      String party,
      String obligor,
      String service,
      String state,
      String stateLabel,
      String stateLabelEn,
      String light,
      Instant triggeredAt,
      Instant effectiveStart,
      Instant dueAt,
      Instant warnAt,
      Instant stoppedAt,
      List<PauseView> pauses,
      String limit,
      String strategy,
      String calendar,
      boolean provisional,
      boolean backdated,
      Long workedMinutes,
      List<StepView> steps) {}

  /** A time in which a limit did not run. */
  record PauseView(Instant from, Instant to) {}

  /** One line of an arithmetic. */
  record StepView(Instant from, Instant to, String zh, String en) {}

  /** The whole record. {@code waitingFor} says in words, Chinese first, what the case waits for. */
  record CaseView(
      String caseNo,
      int revision,
      String upstreamApplyNo,
      String status,
      String stage,
      List<StageView> stages,
      List<String> waitingFor,
      JsonNode application,
      List<WarningView> warnings,
      List<OrderView> orders,
      List<CallView> calls,
      List<ClockView> clocks,
      List<EventView> events,
      long lastSeq,
      Instant openedAt,
      Instant changedAt) {}
}
