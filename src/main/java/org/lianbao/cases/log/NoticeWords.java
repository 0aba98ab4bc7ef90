package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lianbao.application.Application;
import org.lianbao.application.Services;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.shared.Clock;

/**
 * What a notice says in one Chinese sentence: for partners whose interface has room for a text, and
 * for the clerk who says it on the telephone. Names no person.
 */
final class NoticeWords {

  private static final Services SERVICES = Services.load();
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(Clock.COUNTY);

  /** A sentence is short: partners whose interface has fields for changes are given all of them. */
  private static final int MOST_BOXES = 3;

  private static final int MOST_LETTERS = 24;

  private final JsonNode said;

  private NoticeWords(JsonNode said) {
    this.said = said;
  }

  /** The sentence; none for an order that is more than a notice. */
  static Optional<String> of(Owed order, Application form) {
    if (order.kind().equals(OrderKind.ACCEPTANCE) && order.service() == null) {
      return Optional.empty();
    }
    var details = order.details() == null ? MissingNode.getInstance() : order.details();
    var parts = new ArrayList<>(new NoticeWords(details).parts(order.kind(), form));
    parts.removeIf(String::isBlank);
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("，", parts));
  }

  private List<String> parts(String kind, Application form) {
    return switch (kind) {
      case OrderKind.INTENT ->
          List.of("意向登记", form.projectName().orElse(""), services(form.services()));
      case OrderKind.AMEND ->
          said.has("remark")
              ? List.of("补正已答复", text("", "remark", ""))
              : List.of("申请已变更", text("第 ", "revision", " 版"), changes());
      case OrderKind.WITHDRAW -> List.of("本事项已撤回", text("原因：", "reason", ""));
      case OrderKind.MEETING ->
          List.of("项目联审会", time("at"), text("地点：", "place", ""), text("议题：", "subject", ""));
      case OrderKind.SURVEY ->
          List.of(
              said.path("visit").asBoolean() ? "联合上门对接" : "联合踏勘" + text("第 ", "no", " 次"),
              time("at"),
              text("地点：", "place", ""));
      case OrderKind.SHARE_PLAN ->
          List.of(
              "共享设计方案：" + service(said.path("service").asText()),
              text("道路：", "roadName", ""),
              text("拟开工：", "plannedStart", ""),
              text("拟完工：", "plannedFinish", ""));
      case OrderKind.JOINT_WORKS ->
          List.of(
              said.path("agreed").asBoolean() ? "协同施工约定：" + mode() : "协同施工建议：" + mode(),
              "与 " + services(texts(said.path("with"))),
              text("道路：", "roadName", ""),
              text("自 ", "from", "") + text(" 至 ", "to", ""),
              text("重合 ", "metres", " 米"),
              text("说明：", "reason", ""));
      case OrderKind.BILL ->
          List.of(
              text("统一收费清单 ", "billNo", ""),
              text("本单位应收 ", "amount", " 元"),
              text("合计 ", "total", " 元"));
      case OrderKind.PAID ->
          List.of(text("申请人已缴费，清单 ", "billNo", ""), text("本单位 ", "amount", " 元"), time("paidAt"));
      case OrderKind.ACCEPTANCE -> List.of("工程已完工，邀请参加联合验收", form.projectName().orElse(""));
      case OrderKind.CONNECTION_DATE -> List.of("预约接通", time("at"));
      case OrderKind.ACCEPTANCE_DATE ->
          List.of("联合验收已约定", time("at"), form.projectName().orElse(""));
      default -> List.of();
    };
  }

  private String mode() {
    return "SYNC_SEPARATE".equals(said.path("mode").asText()) ? "同步施工" : "共沟敷设";
  }

  private String text(String before, String field, String after) {
    var value = said.path(field).asText("");
    return value.isBlank() ? "" : before + value.strip() + after;
  }

  private String time(String field) {
    var value = said.path(field).asText("");
    try {
      return value.isBlank() ? "" : "时间：" + MINUTE.format(OffsetDateTime.parse(value));
    } catch (DateTimeException e) {
      return "时间：" + value;
    }
  }

  private String changes() {
    var changes = said.path("changes");
    if (changes.isEmpty()) {
      return "";
    }
    var boxes = new ArrayList<String>();
    for (var change : changes) {
      if (boxes.size() < MOST_BOXES) {
        boxes.add(
            "%s：%s → %s"
                .formatted(
                    change.path("label").asText(),
                    value(change.path("before")),
                    value(change.path("after"))));
      }
    }
    return "变更 %d 处（%s%s）"
        .formatted(
            changes.size(), String.join("；", boxes), changes.size() > MOST_BOXES ? "；等" : "");
  }

  private static String value(JsonNode said) {
    if (said.isMissingNode() || said.isNull()) {
      return "未填";
    }
    if (said.isBoolean()) {
      return said.booleanValue() ? "是" : "否";
    }
    var text = said.isValueNode() ? said.asText() : String.join("、", texts(said));
    return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS - 1) + "…";
  }

  private static String services(Iterable<String> codes) {
    var names = new ArrayList<String>();
    codes.forEach(code -> names.add(service(code)));
    return String.join("、", names);
  }

  private static String service(String code) {
    return SERVICES.find(code).map(Services.Service::zh).orElse(code);
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
