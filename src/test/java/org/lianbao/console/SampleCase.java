package org.lianbao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.cases.CaseReader.CallView;
import org.lianbao.cases.CaseReader.CaseView;
import org.lianbao.cases.CaseReader.ClockView;
import org.lianbao.cases.CaseReader.EventView;
import org.lianbao.cases.CaseReader.JointView;
import org.lianbao.cases.CaseReader.MilestoneView;
import org.lianbao.cases.CaseReader.OrderView;
import org.lianbao.cases.CaseReader.StageView;
import org.lianbao.cases.CaseReader.StepView;
import org.lianbao.cases.CaseReader.WarningView;
import org.lianbao.cases.CaseReader.WorksView;
import org.lianbao.cases.EventType;
import org.lianbao.shared.Json;

/** Writes one case as the case record would show it: each report is an event and a milestone. */
final class SampleCase {

  static final Instant OPENED = Instant.parse("2026-11-09T02:12:30Z");

  private final String caseNo;
  private final ObjectNode form;
  private final List<EventView> events = new ArrayList<>();
  private final List<OrderView> orders = new ArrayList<>();
  private final List<String> waiting = new ArrayList<>();
  private final List<CallView> calls = new ArrayList<>();
  private WorksView works = new WorksView(List.of(), List.of(), List.of(), List.of(), List.of());
  private final List<ClockView> clocks = new ArrayList<>();
  private final List<WarningView> warnings = new ArrayList<>();
  private int revision = 1;
  private JointView joint = new JointView(null, List.of(), null, "JOINT");
  private String status = "OPEN";
  private String stage = "INTAKE";
  private Instant now = OPENED;

  SampleCase(String caseNo) {
    this.caseNo = caseNo;
    this.form =
        (ObjectNode)
            json(
                """
                {"upstreamApplyNo":"GG2026110900087","applyType":"FORMAL",
                 "services":["WATER","POWER","GAS","HEAT"],
                 "applicant":{"applicantType":"ENTERPRISE","name":"濮阳县测试新材料有限公司",
                   "certType":"USCC","certNo":"91410928MA0TE5T16H","legalPerson":"张*",
                   "legalPersonIdNo":"410928********0016","contactName":"李*",
                   "contactMobile":"138****8000","address":"濮阳县先进制造业开发区***",
                   "dataShareConsent":true},
                 "project":{"projectCode":"2609-410928-04-01-123456","name":"年产2万吨新材料项目",
                   "site":"濮阳县先进制造业开发区挥公大道与龙华路交叉口东北角","landArea":33350.0},
                 "water":{"category":"工业","businessType":"NEW","dailyMax":120.0,"hourlyMax":12.5},
                 "gas":{"userType":"INDUSTRIAL","hourlyMax":300.0,
                   "devices":[{"name":"燃气锅炉","model":"WNS4","count":1}]},
                 "externalWorks":{"hasExternalLine":"YES"},"acceptanceMode":"JOINT"}
                """);
    event(EventType.APPLICATION_ACCEPTED, "hub", null, null, now, null, false, "{}");
  }

  static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  SampleCase later(Duration time) {
    now = now.plus(time);
    return this;
  }

  SampleCase applicant(String name) {
    ((ObjectNode) form.get("applicant")).put("name", name);
    return this;
  }

  SampleCase project(String name) {
    ((ObjectNode) form.get("project")).put("name", name);
    return this;
  }

  SampleCase file(String materialCode, String materialName, String fileName) {
    form.withArray("attachments")
        .addObject()
        .put("materialCode", materialCode)
        .put("materialName", materialName)
        .put("fileName", fileName);
    return this;
  }

  SampleCase status(String status, String stage) {
    this.status = status;
    this.stage = stage;
    return this;
  }

  SampleCase waitsFor(String text) {
    waiting.add(text);
    return this;
  }

  /** A visit that was due and did not happen. */
  SampleCase lateVisit(String orderNo, String party, String service) {
    clocks.add(
        new ClockView(
            orderNo + "/SLA-01",
            orderNo,
            "SLA-01",
            "联合上门对接",
            "joint visit",
            "S29",
            "2022-01-27",
            party,
            "UTILITY",
            service,
            "BREACHED",
            "超期",
            "exceeded",
            "RED",
            OPENED,
            OPENED,
            OPENED.plus(Duration.ofHours(4)),
            null,
            null,
            List.of(),
            "0.5d",
            "HALF_OF_DAY_MINUTES",
            "2026.1+hours.1",
            false,
            false,
            null,
            List.of(new StepView(OPENED, OPENED, "触发：周一 10:12", "triggered: Mon 10:12"))));
    return this;
  }

  /** An order that its partner had at once, or much too late. */
  SampleCase pushed(String orderNo, String party, boolean late) {
    var stopped = OPENED.plus(Duration.ofMinutes(late ? 30 : 1));
    clocks.add(
        new ClockView(
            orderNo + "/TEC-01",
            orderNo,
            "TEC-01",
            "推送及时",
            "pushed in time",
            "S64",
            "2022-01-27",
            party,
            "HUB",
            null,
            late ? "BREACHED" : "MET",
            late ? "超期" : "按时",
            late ? "exceeded" : "met",
            late ? "RED" : "GREEN",
            OPENED,
            OPENED,
            OPENED.plus(Duration.ofMinutes(10)),
            null,
            stopped,
            List.of(),
            "PT10M",
            null,
            null,
            false,
            false,
            0L,
            List.of(new StepView(OPENED, OPENED, "昼夜连续计 10 分钟", "10 min by the clock"))));
    return this;
  }

  SampleCase call(String role) {
    calls.add(new CallView(caseNo + "-CK-" + role, role, "connect", null));
    return this;
  }

  SampleCase together(JointView joint) {
    this.joint = joint;
    return this;
  }

  SampleCase works(WorksView view) {
    works = view;
    return this;
  }

  SampleCase warning(String label, String message) {
    warnings.add(new WarningView("", label, "CODE", message, true, null, null, null));
    return this;
  }

  /** A warning that this person overrode for this reason. */
  SampleCase overridden(String label, String message, String by, String reason) {
    warnings.add(new WarningView("", label, "CODE", message, false, reason, by, now));
    return this;
  }

  SampleCase revision(int number) {
    revision = number;
    return this;
  }

  private static final List<String> WAY =
      List.of(
          "ORDER_RECEIVED",
          "ORDER_ACCEPTED",
          "SURVEY_COMPLETED",
          "PLAN_COMPLETED",
          "CONTRACT_SIGNED",
          "CONSTRUCTION_COMPLETED",
          "ACCEPTANCE_DECIDED",
          "SERVICE_CONNECTED");

  SampleCase order(String suffix, String partner, String service, String state, String ref) {
    return order(suffix, partner, "utility:" + service, service, "connect", state, ref);
  }

  /** An order that connects nothing. */
  SampleCase department(String suffix, String partner, String role, String kind) {
    return order(suffix, partner, role, null, kind, "FINISHED", null);
  }

  private SampleCase order(
      String suffix,
      String partner,
      String role,
      String service,
      String kind,
      String state,
      String ref) {
    var sent = now.plusSeconds(1);
    orders.add(
        new OrderView(
            caseNo + "-" + suffix,
            partner,
            role,
            service,
            kind,
            state,
            ref,
            "OWED".equals(state) ? null : sent,
            "OWED".equals(state) || "SENT".equals(state) ? null : sent.plusSeconds(1),
            "ACCEPTED".equals(state) || "FINISHED".equals(state) ? sent.plusSeconds(60) : null,
            "FINISHED".equals(state) ? sent.plusSeconds(600) : null,
            new ArrayList<>(),
            new ArrayList<>("FINISHED".equals(state) ? List.of() : WAY)));
    return this;
  }

  /** A report on the latest order that happened this long before it is written down. */
  SampleCase report(
      EventType type, Duration lag, String outcome, boolean implied, String attributes) {
    var order = orders.get(orders.size() - 1);
    var occurred = now.minus(lag);
    order.ahead().remove(type.name());
    order.milestones().add(new MilestoneView(type.name(), type.zh(), occurred, outcome, implied));
    event(
        type,
        order.partner(),
        order.orderNo(),
        order.service(),
        occurred,
        outcome,
        implied,
        attributes);
    return this;
  }

  SampleCase report(EventType type) {
    return report(type, Duration.ofSeconds(20), null, false, "{}");
  }

  SampleCase implied(EventType type) {
    return report(type, Duration.ofSeconds(20), null, true, "{}");
  }

  CaseView view() {
    return new CaseView(
        caseNo,
        revision,
        form.get("upstreamApplyNo").asText(),
        status,
        stage,
        List.of(
            stageView("INTAKE", "申请受理", "Application"),
            stageView("APPROVAL_AND_WORKS", "审批与施工", "Approvals and works"),
            stageView("ACCEPTANCE", "竣工验收", "Acceptance")),
        List.copyOf(waiting),
        form,
        List.copyOf(warnings),
        List.copyOf(orders),
        List.copyOf(calls),
        joint,
        works,
        List.copyOf(clocks),
        List.copyOf(events),
        events.size(),
        OPENED,
        events.get(events.size() - 1).recordedAt());
  }

  private StageView stageView(String code, String label, String labelEn) {
    var all = List.of("INTAKE", "APPROVAL_AND_WORKS", "ACCEPTANCE", "DONE");
    var place = Integer.compare(all.indexOf(code), all.indexOf(stage));
    return new StageView(
        code, label, labelEn, place < 0 ? "DONE" : place == 0 ? "CURRENT" : "PENDING");
  }

  private void event(
      EventType type,
      String source,
      String orderNo,
      String service,
      Instant occurredAt,
      String outcome,
      boolean implied,
      String attributes) {
    events.add(
        new EventView(
            events.size() + 1,
            type.name(),
            type.zh(),
            type.en(),
            occurredAt,
            now,
            source,
            orderNo,
            service,
            outcome,
            implied,
            stage,
            json(attributes)));
  }
}
