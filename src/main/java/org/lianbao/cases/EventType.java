package org.lianbao.cases;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The vocabulary of the case record: the thirty canonical events that partners and the window
 * report, then the hub's own. The stored name is given by hand and outlives any renaming here.
 */
public enum EventType {
  INTENT_REGISTERED("intent.registered.v1", "意向登记", "Intent registered", true),
  APPLICATION_ACCEPTED("application.accepted.v1", "申请受理", "Application accepted", true),
  CORRECTION_REQUESTED("correction.requested.v1", "一次性告知补正", "Correction requested", true),
  CORRECTION_COMPLETED("correction.completed.v1", "补正完成", "Correction completed", true),
  ORDER_DELIVERED("order.delivered.v1", "推送送达", "Order delivered", true),
  ORDER_RECEIVED("order.received.v1", "接件", "Order received", true),
  ORDER_ACCEPTED("order.accepted.v1", "业务受理", "Order accepted", true),
  ORDER_REFUSED("order.refused.v1", "不予受理", "Order refused", true),
  CONTACT_MADE("contact.made.v1", "上门对接", "Contact made", true),
  SURVEY_SCHEDULED("survey.scheduled.v1", "约定踏勘", "Survey scheduled", true),
  SURVEY_COMPLETED("survey.completed.v1", "踏勘完成", "Survey completed", true),
  PLAN_COMPLETED("plan.completed.v1", "方案编制完成", "Plan completed", true),
  QUOTE_ISSUED("quote.issued.v1", "费用核算", "Quote issued", true),
  CONTRACT_SIGNED("contract.signed.v1", "协议签订", "Contract signed", true),
  FEE_PAID("fee.paid.v1", "缴费", "Fee paid", true),
  DRAWING_REVIEWED("drawing.reviewed.v1", "施工图审查意见", "Drawing reviewed", true),
  APPROVAL_ACCEPTED("approval.accepted.v1", "事项受理", "Approval accepted", true),
  CLOCK_SUSPENDED("clock.suspended.v1", "特别程序开始", "Clock suspended", true),
  CLOCK_RESUMED("clock.resumed.v1", "特别程序结束", "Clock resumed", true),
  APPROVAL_DECIDED("approval.decided.v1", "许可决定", "Approval decided", true),
  COMMITMENT_FILED("commitment.filed.v1", "承诺备案", "Commitment filed", true),
  TRAFFIC_CONSENT_GIVEN("traffic-consent.given.v1", "交管意见", "Traffic consent given", true),
  CONSTRUCTION_STARTED("construction.started.v1", "开工", "Construction started", true),
  CONSTRUCTION_COMPLETED("construction.completed.v1", "施工完成", "Construction completed", true),
  SITE_RESTORED("site.restored.v1", "恢复原状", "Site restored", true),
  ACCEPTANCE_SCHEDULED("acceptance.scheduled.v1", "验收约定", "Acceptance scheduled", true),
  ACCEPTANCE_DECIDED("acceptance.decided.v1", "验收结论", "Acceptance decided", true),
  SERVICE_CONNECTED("service.connected.v1", "接通", "Service connected", true),
  SUPERVISION_RECORDED("supervision.recorded.v1", "监管记录", "Supervision recorded", true),
  ORDER_CLOSED("order.closed.v1", "终止", "Order closed", true),
  ORDERS_OWED("orders.owed.v1", "工单下达", "Orders owed", false),
  STAGE_CHANGED("stage.changed.v1", "环节变更", "Stage changed", false),
  CASE_CLOSED("case.closed.v1", "办结", "Case closed", false);

  private static final Map<String, EventType> BY_STORED =
      Arrays.stream(values()).collect(Collectors.toMap(EventType::stored, Function.identity()));

  private final String stored;
  private final String zh;
  private final String en;
  private final boolean reportable;

  EventType(String stored, String zh, String en, boolean reportable) {
    this.stored = stored;
    this.zh = zh;
    this.en = en;
    this.reportable = reportable;
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

  /**
   * The event with this code that an outside system may report; the hub's own are not among them.
   */
  public static Optional<EventType> reported(String code) {
    return Arrays.stream(values()).filter(t -> t.reportable && t.name().equals(code)).findFirst();
  }

  /** The event with this stored name. */
  public static EventType ofStored(String stored) {
    var type = BY_STORED.get(stored);
    if (type == null) {
      throw new IllegalArgumentException("no event is stored as " + stored);
    }
    return type;
  }
}
