package org.lianbao.sandbox.gas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * One STATUS message. Made from the order alone, so that sending it again sends the same.
 *
 * @param eventId unique for each status of each order
 */
record GasStatus(String installNo, String eventId, String body) {

  /** The company's statuses in the order in which it takes them. */
  static final List<String> STEPS =
      List.of("10", "20", "30", "40", "45", "50", "51", "60", "61", "70", "80");

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("10", "待审核"),
          Map.entry("20", "审核通过"),
          Map.entry("21", "驳回"),
          Map.entry("22", "待补件"),
          Map.entry("30", "已踏勘"),
          Map.entry("31", "不具备条件"),
          Map.entry("40", "方案已出"),
          Map.entry("45", "已报价"),
          Map.entry("50", "合同已签"),
          Map.entry("51", "已缴费"),
          Map.entry("60", "施工中"),
          Map.entry("61", "施工完成"),
          Map.entry("62", "路面已恢复"),
          Map.entry("63", "路面恢复不合格"),
          Map.entry("70", "验收合格"),
          Map.entry("71", "验收不合格"),
          Map.entry("80", "已通气"),
          Map.entry("90", "暂停"),
          Map.entry("91", "恢复"),
          Map.entry("99", "关闭"));

  /** Every status the company knows. */
  static Set<String> codes() {
    return TEXTS.keySet();
  }

  /** The status of an order's step, which has this code. */
  static GasStatus of(Order order, int step, String code) {
    var body = body(order.orderNo(), code, order.steps().get(step), "");
    if (code.equals("40") || code.equals("45")) {
      var plan = Json.mapper().createObjectNode();
      plan.put("plan_no", order.reference() + "-FA");
      plan.put("amount", "86000.00");
      body.set("plan", plan);
    }
    return new GasStatus(order.orderNo(), order.orderNo() + "-" + code, Json.write(body));
  }

  /** A refusal, with the reason in words. */
  static GasStatus refusal(GasApplication application, Instant now, String memo) {
    return new GasStatus(
        application.installNo(),
        "RQREJ-" + application.digest().substring(0, 24),
        Json.write(body(application.installNo(), "21", now, memo)));
  }

  /** The message's string properties. */
  Map<String, String> properties(String secret) {
    return Map.of(
        "msg_type",
        "STATUS",
        "biz_no",
        installNo,
        "schema_ver",
        "1",
        "event_id",
        eventId,
        "sign",
        Digest.sm3(body + secret));
  }

  private static ObjectNode body(String installNo, String code, Instant at, String memo) {
    var body = Json.mapper().createObjectNode();
    body.put("install_no", installNo);
    body.put("status", Integer.parseInt(code));
    body.put("status_text", TEXTS.get(code));
    body.put("op_ts", at.toEpochMilli());
    body.put("operator", "孙七");
    body.put("memo", memo);
    return body;
  }
}
