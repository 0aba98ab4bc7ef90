package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

class GasCompanyTest {

  private static final String ORDER = "BZ4109282026110900012-G";
  private static final List<Integer> STEPS = List.of(10, 20, 30, 40, 45, 50, 51, 60, 61, 70, 80);

  @TempDir Path data;
  private Broker broker;
  private Town town;

  @BeforeEach
  void open() throws Exception {
    broker = new Broker().start();
    town = new Town(data).broker(broker.url());
  }

  @AfterEach
  void close() throws Exception {
    town.close();
    broker.close();
  }

  @Test
  void takesAnOrderThroughItsWholeLife() throws Exception {
    town.start(Town.QUICK);
    apply(application());

    var messages = new ArrayList<TextMessage>();
    for (int i = 0; i < STEPS.size(); i++) {
      messages.add(broker.next());
    }

    var bodies = messages.stream().map(GasCompanyTest::json).toList();
    assertThat(bodies.stream().map(body -> body.get("status").asInt())).isEqualTo(STEPS);
    assertThat(bodies).allMatch(body -> body.get("install_no").asText().equals(ORDER));
    assertThat(bodies.get(3).at("/plan/amount").asText()).isEqualTo("86000.00");
    assertThat(bodies.get(4).at("/plan/amount").asText()).isEqualTo("86000.00");
    assertThat(bodies.get(5).has("plan")).isFalse();
    assertThat(messages.stream().map(message -> property(message, "event_id")).distinct())
        .hasSize(STEPS.size());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> town.look("/admin/gas/orders").at("/0/finished").asBoolean());
  }

  @Test
  void signsEveryStatus() throws Exception {
    town.start(Town.QUICK);
    apply(application());

    var message = broker.next();

    assertThat(property(message, "msg_type")).isEqualTo("STATUS");
    assertThat(property(message, "schema_ver")).isEqualTo("1");
    assertThat(property(message, "biz_no")).isEqualTo(ORDER);
    assertThat(property(message, "sign"))
        .isEqualTo(Digest.sm3(message.getText() + Town.GAS_SECRET));
  }

  @Test
  void givesARepeatNoSecondLife() throws Exception {
    town.start(Town.NEVER);
    apply(application());
    apply(application());
    apply(application().put("press_level", "A"));

    awaitOrder("received", "3");

    assertThat(town.look("/admin/gas/orders")).hasSize(1);
    assertThat(town.look("/admin/gas/orders").at("/0/conflicting").asBoolean()).isTrue();
  }

  @Test
  void refusesBadFieldsByNameWithStatus21() throws Exception {
    town.start(Town.NEVER);
    var bad = application().put("hourly_nm3", "300").put("apply_ts", 1.5);
    bad.remove("phone");
    apply(bad);

    var refusal = json(broker.next());

    assertThat(refusal.get("status").asInt()).isEqualTo(21);
    assertThat(refusal.get("install_no").asText()).isEqualTo(ORDER);
    assertThat(refusal.get("memo").asText()).endsWith("phone, hourly_nm3, apply_ts");
    assertThat(town.look("/admin/gas/orders")).isEmpty();
  }

  @Test
  void refusesAWrongSignatureOrProperty() throws Exception {
    town.start(Town.NEVER);
    var body = Json.write(application());
    var properties = properties(body);
    properties.put("sign", Digest.sm3(body));
    properties.put("schema_ver", "2");
    broker.send(body, properties);

    assertThat(json(broker.next()).get("memo").asText()).endsWith("sign, schema_ver");
  }

  @Test
  void ignoresWhatNamesNoOrderAndTakesTheNext() throws Exception {
    town.start(Town.NEVER);
    broker.sendBytes(new byte[] {1, 2, 3});
    broker.send("not JSON", Map.of());
    apply(application().put("install_no", ""));
    apply(application());

    awaitOrder("received", "1");

    assertThat(broker.already()).isNull();
  }

  @Test
  void aBadCopyDoesNotEndAGoodOrder() throws Exception {
    town.start(Town.NEVER);
    apply(application());
    apply(application().put("phone", 1));
    apply(application());

    awaitOrder("received", "2");

    assertThat(broker.already()).isNull();
  }

  @Test
  void goesOnAfterAKillWithTheSameEventIds() throws Exception {
    town.start(Town.NEVER);
    apply(application());
    awaitOrder("received", "1");

    town.kill();
    town.start(Town.QUICK);

    assertThat(property(broker.next(), "event_id")).isEqualTo(ORDER + "-10");
    assertThat(property(broker.next(), "event_id")).isEqualTo(ORDER + "-20");
  }

  @Test
  void waitsForABrokerThatComesLaterAndComesBack() throws Exception {
    broker.close();
    town.start(Duration.ofMillis(200));
    assertThat(town.look("/admin/gas/broker").get("connected").asBoolean()).isFalse();

    broker.start();
    apply(application());
    var first = json(broker.next()).get("status").asInt();
    broker.close();
    broker.start();
    var statuses = new ArrayList<Integer>(List.of(first));
    while (statuses.get(statuses.size() - 1) != 80) {
      statuses.add(json(broker.next()).get("status").asInt());
    }

    assertThat(statuses).isSubsetOf(STEPS).isSorted();
  }

  @Test
  void onRequestItTellsAllTwiceAndRubbishBefore() throws Exception {
    town.start(Town.QUICK);
    town.fault("gas", "garbage", "");
    town.fault("gas", "duplicate", "");
    apply(application());

    assertThat(broker.any()).isInstanceOf(BytesMessage.class);
    var first = broker.next();
    var again = broker.next();

    assertThat(property(again, "event_id")).isEqualTo(property(first, "event_id"));
    // The first acknowledgement was lost, so the broker gave it the order again.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> town.look("/admin/gas/orders").at("/0/received").asInt() == 2);
    assertThat(town.look("/admin/gas/orders")).hasSize(1);
  }

  @Test
  void onRequestItHangsUpAndComesBack() throws Exception {
    town.start(Town.QUICK);
    await().atMost(Duration.ofSeconds(60)).until(this::connected);

    var fault = town.fault("gas", "down", "");
    await().atMost(Duration.ofSeconds(60)).until(() -> !connected());
    apply(application());
    assertThat(town.look("/admin/gas/orders")).isEmpty();
    town.end(fault);

    assertThat(json(broker.next()).get("status").asInt()).isEqualTo(10);
  }

  @Test
  void onRequestItRefusesAGoodOrder() throws Exception {
    town.start(Town.QUICK);
    town.fault("gas", "refuse", "");
    apply(application());

    assertThat(json(broker.next()).get("status").asInt()).isEqualTo(21);
    assertThat(town.look("/admin/gas/orders")).isEmpty();
  }

  private boolean connected() throws Exception {
    return town.look("/admin/gas/broker").get("connected").asBoolean();
  }

  private void awaitOrder(String field, String value) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> town.look("/admin/gas/orders").at("/0/" + field).asText().equals(value));
  }

  private void apply(ObjectNode application) throws JMSException {
    var body = Json.write(application);
    broker.send(body, properties(body));
  }

  private static Map<String, String> properties(String body) {
    var properties = new HashMap<String, String>();
    properties.put("msg_type", "APPLY");
    properties.put(
        "biz_no", Json.read(body.getBytes(StandardCharsets.UTF_8)).path("install_no").asText());
    properties.put("schema_ver", "1");
    properties.put("sign", Digest.sm3(body + Town.GAS_SECRET));
    return properties;
  }

  private static ObjectNode application() {
    var application = Json.mapper().createObjectNode();
    application.put("install_no", ORDER).put("city_no", "410928").put("install_type", 1);
    application.put("cust_name", "濮阳县测试新材料有限公司").put("credit_code", "91410928MA0TE5T16H");
    application.put("link_man", "李四").put("phone", "13800138000").put("address", "开发区1号");
    application.put("press_level", "B").put("hourly_nm3", 300.0).put("annual_10k_nm3", 72.0);
    application.putArray("device_list").addObject().put("device_name", "燃气锅炉");
    application.put("apply_ts", 1794190350000L);
    return application;
  }

  private static JsonNode json(TextMessage message) {
    try {
      return Json.read(message.getText().getBytes(StandardCharsets.UTF_8));
    } catch (JMSException e) {
      throw new AssertionError(e);
    }
  }

  private static String property(TextMessage message, String name) {
    try {
      return message.getStringProperty(name);
    } catch (JMSException e) {
      throw new AssertionError(e);
    }
  }
}
