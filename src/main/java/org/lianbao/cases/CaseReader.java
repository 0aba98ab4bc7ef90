package org.lianbao.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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

  /** When a party could survey: its role, or {@code applicant}, and the times it offered. */
  record OfferView(String role, List<SlotView> slots) {}

  /** A time up to but without its end. */
  record SlotView(Instant from, Instant to) {}

  /**
   * The joint survey: OPEN, SCHEDULED, MISSED or KEPT; {@code required} where the window must
   * organise it; {@code no}, {@code at} and {@code place} of the appointment that stands.
   */
  record SurveyView(
      String state,
      boolean required,
      int no,
      Instant at,
      String place,
      List<String> participants,
      List<OfferView> offers) {}

  /** A day on which one service does not keep to joint works. */
  record DeviationView(String service, String kind, LocalDate day) {}

  /**
   * Works in one street to be done together: PARALLEL_SHARED or SYNC_SEPARATE, on which days, over
   * how many metres; as agreed, or as proposed while nothing is. {@code agreedBy} are services, or
   * {@code window} for all; {@code lapsed} where one of them is no longer to be connected.
   */
  record JointWorksView(
      int no,
      String roadName,
      List<String> with,
      String mode,
      LocalDate from,
      LocalDate to,
      BigDecimal metres,
      String reason,
      boolean agreed,
      List<String> agreedBy,
      boolean lapsed,
      List<DeviationView> deviations) {}

  /** The share of one service in the one bill, yuan. */
  record BillItemView(String service, BigDecimal amount) {}

  /** A payment told of that was not booked: another bill, another sum, or a second time. */
  record PaymentView(Instant paidAt, String billNo, String amount) {}

  /** The one bill, yuan; {@code paidAt} once it is paid. */
  record BillView(
      String billNo,
      List<BillItemView> items,
      BigDecimal total,
      Instant paidAt,
      List<PaymentView> notBooked) {}

  /**
   * What is done together. {@code survey} is {@code null} where nobody has to organise or offered
   * one, {@code bill} while there is none; {@code acceptance} is JOINT or SINGLE.
   */
  record JointView(
      SurveyView survey, List<JointWorksView> works, BillView bill, String acceptance) {}

  /**
   * The track of one service's works: NORMAL or COMMITMENT, why, in words; when both filings of a
   * commitment were there; and what was missing when the works began or ended, of PERMIT,
   * COMMITMENT, WORKS_PLAN and TRAFFIC_CONSENT.
   */
  record PathView(
      String service, String path, List<String> reasons, Instant filedAt, List<String> missing) {}

  /**
   * A bundle of approvals and how it was decided: GRANTED, GRANTED_WITH_GAPS, DENIED, NOT_REQUIRED,
   * or {@code null} while an item is open.
   */
  record BundleView(String bundleNo, String outcome, List<ItemView> items) {}

  /** One item of a bundle, under the number it was last asked for. */
  record ItemView(String orderNo, String item, String label, String labelEn, String outcome) {}

  /**
   * One turn of supervision. {@code contradicts} marks a revocation that no failed rectification
   * came before: it is recorded and has no effect.
   */
  record TurnView(
      String service,
      String orderNo,
      String partner,
      String outcome,
      Instant occurredAt,
      String deadline,
      String remark,
      boolean contradicts) {}

  /** That the holder of a revoked permit may not go by commitment until then. */
  record BarView(
      String orderNo,
      String holder,
      Instant since,
      Instant until,
      String permitNo,
      String reason) {}

  /** The external works: their tracks, approvals and supervision; what road is to be restored. */
  record WorksView(
      List<PathView> paths,
      List<BundleView> bundles,
      List<TurnView> supervision,
      List<BarView> bars,
      List<String> unrestored) {}

  /**
   * A limit of the case (docs/clocks.md), reckoned: its rule, who is obliged, until when and why.
   *
   * @param obligor UTILITY, DEPARTMENT, CONSTRUCTION_UNIT, WINDOW, HUB or PARTNER
   * @param state RUNNING, WARNED, PAUSED, MET, BREACHED, MET_LATE_REPORTED or VOID
   * @param light RED, AMBER, GREEN, or GREY where it is no longer counted
   * @param stoppedAt when it was stopped, or no longer owed; {@code null} while it is owed
   * @param limit in working days such as {@code 0.5d}, or by the clock such as {@code PT10M};
   *     {@code null} where the end is a day or a session
   * @param strategy what half a working day means
   * @param calendar editions it rests on; {@code null} where it goes by the clock
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
      JointView joint,
      WorksView works,
      List<ClockView> clocks,
      List<EventView> events,
      long lastSeq,
      Instant openedAt,
      Instant changedAt) {}
}
