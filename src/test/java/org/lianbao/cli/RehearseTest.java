package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Past orders and messages of a running hub, for whoever changes its mappings. */
class RehearseTest {

  private static final String CALLBACK = "mappings/acme/callback.jsonata";

  private final RunningHub hub = RunningHub.open();

  @AfterEach
  void putBack() throws IOException {
    hub.backToRunning("acme");
  }

  @Test
  void anUnchangedTextGivesTheSame() {
    reportedOrder();

    var rehearsed = hub.operator("rehearse", "acme", "--json");

    assertThat(rehearsed.code()).as(rehearsed.out() + rehearsed.err()).isZero();
    assertThat(rehearsed.json().path("orders").asInt()).isPositive();
    assertThat(rehearsed.json().path("messages").asInt()).isPositive();
    assertThat(rehearsed.json().path("differences")).isEmpty();
  }

  @Test
  void aLostFieldIsRefusedAndNothingOfItIsShownUnmasked() throws IOException {
    reportedOrder();
    var before = rows();
    hub.edit("mappings/acme/order.jsonata", "    \"linkMan\": $party.contactName,\n", "");
    hub.edit(
        "mappings/acme/order.jsonata", "\"linkPhone\": $party", "\"linkPhone\": \"+86\" & $party");
    hub.edit("mappings/acme/callback.jsonata", "\"handler\": handler,", "");

    var rehearsed = hub.operator("rehearse", "acme", "--last", "20");

    assertThat(rehearsed.code()).isEqualTo(1);
    assertThat(rehearsed.out())
        .contains("缺失 / lost")
        .contains("order.jsonata  /linkMan")
        .contains("- 李*")
        .contains("callback.jsonata  /*/attributes/handler")
        .contains("改变 / changed")
        .contains("order.jsonata  /linkPhone")
        .doesNotContain("李四")
        .doesNotContain("13800138000")
        .doesNotContain("赵六");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aMappingThatFailsIsNamedWithItsPlace() throws IOException {
    hub.apply("WATER");
    hub.edit("mappings/acme/order.jsonata", "$party.contactName", "$party.contactName + 1");

    var rehearsed = hub.operator("rehearse", "acme");

    assertThat(rehearsed.code()).isEqualTo(1);
    assertThat(rehearsed.out()).contains("mappings/acme/order.jsonata:10");
  }

  @Test
  void anOrderOfTheRunningHubIsTriedMasked() throws IOException {
    var orderNo = hub.apply("WATER") + "-A";

    var tried = tryOrder(orderNo);

    assertThat(tried.code()).as(tried.out() + tried.err()).isZero();
    assertThat(tried.out()).contains(orderNo).contains("李*").doesNotContain("李四");
    assertThat(tryOrder(orderNo, "--clear").out()).contains("李四");
    assertThat(tryOrder("BZ4109282026010100000-A").code()).isEqualTo(2);
  }

  @Test
  void messagesThatWaitAreShownAndDrivenByThemselvesThroughTheMendedMappingOnce()
      throws IOException {
    var turn = "$turn := $string(node)";
    hub.edit(CALLBACK, turn, "node = \"ODD\" ? $error(\"odd\") : null;\n  " + turn);
    assertThat(hub.operator("apply", "acme").code()).isZero();
    var caseNo = hub.apply("WATER");
    hub.awaitOrder(caseNo, "A");
    var unknown = RunningHub.message(caseNo + "-A", "VISIT", "2026-11-25 10:00:00");
    var unread = RunningHub.message(caseNo + "-A", "ODD", "2026-11-25 10:30:00");
    assertThat(hub.report("acme", unknown).statusCode()).isEqualTo(200);
    assertThat(hub.report("acme", unread).statusCode()).isEqualTo(400);
    var dry = hub.operator("redrive", "acme", "--dry-run");
    assertThat(dry.code()).isEqualTo(1);
    assertThat(dry.out()).contains("1 无法识别 / unclear").contains("still cannot be mapped");
    var shown = hub.operator("inbox", "acme");
    assertThat(shown.code()).isEqualTo(1);
    assertThat(shown.out()).contains(caseNo + "-A", "UNMAPPED", "等映射");

    hub.edit(CALLBACK, "node = \"ODD\" ? $error(\"odd\") : null;\n  ", "");
    hub.edit(
        "mappings/acme/codes/events.csv",
        "PLAN_COMPLETED,PLAN=1",
        "SURVEY_COMPLETED,VISIT=1,上门\nPLAN_COMPLETED,ODD=1,另行\nPLAN_COMPLETED,PLAN=1");
    var applied = hub.operator("apply", "acme");
    assertThat(applied.code()).as(applied.out()).isZero();
    assertThat(applied.out()).contains("2 条等待的来文").contains("./lianbao inbox acme");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(hub.events(caseNo)).contains("SURVEY_COMPLETED", "PLAN_COMPLETED"));
    assertThat(states(caseNo + "-A")).containsExactlyInAnyOrder("REDRIVEN", "RECORDED", "RECORDED");

    assertThat(hub.operator("redrive", "acme", "--json").json().path("messages")).isEmpty();
  }

  @Test
  void aForgedMessageIsNeverDriven() {
    var caseNo = hub.apply("WATER");
    hub.awaitOrder(caseNo, "A");
    var before = hub.operator("redrive", "acme", "--dry-run", "--json").json().path("messages");
    var forged = RunningHub.message(caseNo + "-A", "ACCEPT", "2026-11-25 11:00:00");

    assertThat(hub.reportUnsigned("acme", forged).statusCode()).isEqualTo(400);

    assertThat(hub.operator("redrive", "acme", "--json").json().path("messages"))
        .hasSameSizeAs(before);
    assertThat(hub.events(caseNo)).doesNotContain("ORDER_ACCEPTED");
  }

  @Test
  void whatIsChangedUnderTheDemoComesIntoForceByItself() throws IOException {
    var told = new StringWriter();
    try (var watch =
        new ChangeWatch(
            hub.file("routes"),
            hub.file("mappings"),
            Operator.on(hub.data),
            new PrintWriter(told, true))) {
      assertThat(watch).isNotNull();
      hub.edit("mappings/acme/order.jsonata", "\"custName\"", "\"custNm\"");
      hub.edit("mappings/acme/examples/order/expected.json", "\"custName\"", "\"custNm\"");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> told.toString().contains("✔ acme"));
      assertThat(hub.awaitOrder(hub.apply("WATER"), "A").has("custNm")).isTrue();

      hub.edit("mappings/acme/order.jsonata", "\"custNm\"", "\"custName\"");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> told.toString().contains("✘ acme"));
      assertThat(told.toString()).contains("mappings/acme/examples/order/expected.json:1");
      hub.edit("mappings/acme/examples/order/expected.json", "\"custNm\"", "\"custName\"");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> told.toString().split("✔ acme", -1).length == 3);
    }
  }

  private void reportedOrder() {
    var caseNo = hub.apply("WATER");
    hub.awaitOrder(caseNo, "A");
    var report = RunningHub.message(caseNo + "-A", "ACCEPT", "2026-11-25 09:00:00");
    assertThat(hub.report("acme", report).statusCode()).isEqualTo(200);
  }

  private RunningHub.Said tryOrder(String orderNo, String... more) {
    var arguments = new ArrayList<>(List.of("try", "acme", "order", orderNo));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--data", hub.data.toString()));
    return hub.folders(arguments.toArray(String[]::new));
  }

  private List<String> states(String orderNo) {
    return hub.bean(JdbcClient.class)
        .sql("select state from inbox_event where order_no = ?")
        .params(orderNo)
        .query(String.class)
        .list();
  }

  private long rows() {
    return hub.bean(JdbcClient.class)
        .sql("select (select count(*) from inbox_message) + (select count(*) from inbox_event)")
        .query(Long.class)
        .single();
  }
}
