package org.lianbao.cases;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The vocabulary of the case record: what partners report, what the window and the county tell,
 * then the hub's own. The stored name is given by hand and outlives any renaming here.
 */
public enum EventType {
  INTENT_REGISTERED("intent.registered.v1", "意向登记", "Intent registered", Teller.PARTNER),
  APPLICATION_ACCEPTED("application.accepted.v1", "申请受理", "Application accepted", Teller.PARTNER),
  CORRECTION_REQUESTED(
      "correction.requested.v1", "一次性告知补正", "Correction requested", Teller.PARTNER),
  CORRECTION_COMPLETED("correction.completed.v1", "补正完成", "Correction completed", Teller.PARTNER),
  ORDER_DELIVERED("order.delivered.v1", "推送送达", "Order delivered", Teller.PARTNER),
  ORDER_RECEIVED("order.received.v1", "接件", "Order received", Teller.PARTNER),
  ORDER_ACCEPTED("order.accepted.v1", "业务受理", "Order accepted", Teller.PARTNER),
  ORDER_REFUSED("order.refused.v1", "不予受理", "Order refused", Teller.PARTNER),
  CONTACT_MADE("contact.made.v1", "上门对接", "Contact made", Teller.PARTNER),
  SURVEY_SCHEDULED("survey.scheduled.v1", "约定踏勘", "Survey scheduled", Teller.PARTNER),
  SURVEY_COMPLETED("survey.completed.v1", "踏勘完成", "Survey completed", Teller.PARTNER),
  PLAN_COMPLETED("plan.completed.v1", "方案编制完成", "Plan completed", Teller.PARTNER),
  QUOTE_ISSUED("quote.issued.v1", "费用核算", "Quote issued", Teller.PARTNER),
  CONTRACT_SIGNED("contract.signed.v1", "协议签订", "Contract signed", Teller.PARTNER),
  FEE_PAID("fee.paid.v1", "缴费", "Fee paid", Teller.PARTNER),
  DRAWING_REVIEWED("drawing.reviewed.v1", "施工图审查意见", "Drawing reviewed", Teller.PARTNER),
  APPROVAL_ACCEPTED("approval.accepted.v1", "事项受理", "Approval accepted", Teller.PARTNER),
  CLOCK_SUSPENDED("clock.suspended.v1", "特别程序开始", "Clock suspended", Teller.PARTNER),
  CLOCK_RESUMED("clock.resumed.v1", "特别程序结束", "Clock resumed", Teller.PARTNER),
  APPROVAL_DECIDED("approval.decided.v1", "许可决定", "Approval decided", Teller.PARTNER),
  COMMITMENT_FILED("commitment.filed.v1", "承诺备案", "Commitment filed", Teller.PARTNER),
  TRAFFIC_CONSENT_GIVEN(
      "traffic-consent.given.v1", "交管意见", "Traffic consent given", Teller.PARTNER),
  CONSTRUCTION_STARTED("construction.started.v1", "开工", "Construction started", Teller.PARTNER),
  CONSTRUCTION_COMPLETED(
      "construction.completed.v1", "施工完成", "Construction completed", Teller.PARTNER),
  SITE_RESTORED("site.restored.v1", "恢复原状", "Site restored", Teller.PARTNER),
  ACCEPTANCE_SCHEDULED("acceptance.scheduled.v1", "验收约定", "Acceptance scheduled", Teller.PARTNER),
  ACCEPTANCE_DECIDED("acceptance.decided.v1", "验收结论", "Acceptance decided", Teller.PARTNER),
  SERVICE_CONNECTED("service.connected.v1", "接通", "Service connected", Teller.PARTNER),
  SUPERVISION_RECORDED("supervision.recorded.v1", "监管记录", "Supervision recorded", Teller.PARTNER),
  ORDER_CLOSED("order.closed.v1", "终止", "Order closed", Teller.PARTNER),
  SLOTS_OFFERED("slots.offered.v1", "可踏勘时间", "Times for the survey", Teller.PARTNER),
  SURVEY_MISSED("survey.missed.v1", "踏勘未成", "Survey missed", Teller.PARTNER),
  JOINT_WORKS_AGREED("joint-works.agreed.v1", "协同施工约定", "Joint works agreed", Teller.PARTNER),
  PRESSURE_TESTED("pressure.tested.v1", "检测试压", "Tested under pressure", Teller.PARTNER),
  CONNECTION_BOOKED("connection.booked.v1", "预约接通", "Connection booked", Teller.PARTNER),
  MEETING_ANNOUNCED("meeting.announced.v1", "联审会通知", "Review meeting announced", Teller.WINDOW),
  ACCEPTANCE_CHOSEN("acceptance.chosen.v1", "验收方式选择", "Kind of acceptance chosen", Teller.WINDOW),
  WARNING_OVERRIDDEN("warning.overridden.v1", "提醒放行", "Warning overridden", Teller.WINDOW),
  NOTE_ADDED("note.added.v1", "记事", "Note", Teller.WINDOW),
  APPLICATION_AMENDED("application.amended.v1", "申请变更", "Application amended", Teller.HUB),
  APPLICATION_WITHDRAWN("application.withdrawn.v1", "撤回申请", "Application withdrawn", Teller.HUB),
  PATH_DECIDED("path.decided.v1", "审批方式", "Path of approval", Teller.HUB),
  EXTERNAL_LINE_CHANGED("external-line.changed.v1", "外线情况变更", "External line changed", Teller.HUB),
  JOINT_WORKS_PROPOSED("joint-works.proposed.v1", "协同施工建议", "Joint works proposed", Teller.HUB),
  BILL_ISSUED("bill.issued.v1", "统一收费清单", "One bill", Teller.HUB),
  BUNDLE_DECIDED("bundle.decided.v1", "并联审批办结", "Bundle decided", Teller.HUB),
  STARTED_UNFILED("started.unfiled.v1", "未备案开工", "Started without filing", Teller.HUB),
  HOLDER_BARRED("holder.barred.v1", "列入不良信息", "Holder barred", Teller.HUB),
  REPORT_BACKDATED("report.backdated.v1", "补录", "Report backdated", Teller.HUB),
  REPORT_AHEAD("report.ahead.v1", "报送时间超前", "Report dated ahead", Teller.HUB),
  SLA_WARNED("sla.warned.v1", "时限预警", "Limit nearly over", Teller.HUB),
  SLA_BREACHED("sla.breached.v1", "时限超期", "Limit exceeded", Teller.HUB),
  SLA_MET_LATE_REPORTED("sla.met-late-reported.v1", "按时办结补报", "Met, reported late", Teller.HUB),
  SLA_RECOMPUTED("sla.recomputed.v1", "时限重算", "Limit recomputed", Teller.HUB),
  ORDERS_OWED("orders.owed.v1", "工单下达", "Orders owed", Teller.HUB),
  STAGE_CHANGED("stage.changed.v1", "环节变更", "Stage changed", Teller.HUB),
  CASE_CLOSED("case.closed.v1", "办结", "Case closed", Teller.HUB);

  private static final Map<String, EventType> BY_STORED =
      Arrays.stream(values()).collect(Collectors.toMap(EventType::stored, Function.identity()));

  private static final Map<String, EventType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(EventType::name, Function.identity()));

  private final String stored;
  private final String zh;
  private final String en;
  private final Teller teller;

  EventType(String stored, String zh, String en, Teller teller) {
    this.stored = stored;
    this.zh = zh;
    this.en = en;
    this.teller = teller;
  }

  /** The name in the event log, such as {@code survey.completed.v1}. */
  public String stored() {
    return stored;
  }

  /** What people read, in Chinese. */
  public String zh() {
    return zh;
  }

  /** What people read, in English. */
  public String en() {
    return en;
  }

  /** The event with this code. */
  public static Optional<EventType> named(String code) {
    return Optional.ofNullable(BY_NAME.get(code));
  }

  /** The event with this code that a partner's system may report. */
  public static Optional<EventType> reported(String code) {
    return named(code).filter(type -> type.teller == Teller.PARTNER);
  }

  /** The event with this code that a partner or the window may tell. */
  public static Optional<EventType> told(String code) {
    return named(code).filter(type -> !type.decidedByHub());
  }

  /** Whether only the hub itself says so. */
  public boolean decidedByHub() {
    return teller == Teller.HUB;
  }

  /** The event with this stored name. */
  public static EventType ofStored(String stored) {
    var type = BY_STORED.get(stored);
    if (type == null) {
      throw new IllegalArgumentException("no event is stored as " + stored);
    }
    return type;
  }

  /** Who may tell it at most; the window may record whatever a partner may report. */
  private enum Teller {
    PARTNER,
    WINDOW,
    HUB
  }
}
