package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/** A county that talks over queues gets what it would get over HTTP. */
class CountyQueuesTest {

  private static final String APPLY = "GGXT.BZ.APPLY";
  private static final String REPLY = "GGXT.BZ.REPLY";

  private final Town town = ForeignTown.open().town;

  @AfterEach
  void endEveryFault() {
    town.sandbox("/admin/faults").forEach(fault -> town.end(fault.path("id").asText()));
  }

  @Test
  void anApplicationFromTheQueueRunsItsCourseAndEveryStatusComesInOrder() {
    var answer = town.apply(town.application("WATER", "GAS"));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);

    town.awaitDone(answer.caseNo());

    assertCountyHoldsAll(answer.caseNo());
  }

  @Test
  void theStatusesStayGapFreeThoughTheCountyFailsAndForgets() {
    town.begin("county", "flaky", "2", "1s");
    town.begin("county", "duplicate", "", "1s");

    var caseNo = town.apply(town.application("WATER")).caseNo();
    town.begin("county", "down", "", "1s");

    town.awaitDone(caseNo);
    assertCountyHoldsAll(caseNo);
  }

  @Test
  void aWrongFormIsToldAllItsFaultsAtOnce() {
    var form = town.application("WATER", "GAS");
    ((ObjectNode) form.path("applicant")).put("certNo", "91410928MA0TE5T160");
    ((ObjectNode) form.path("gas")).remove("hourlyMax");

    var answer = town.apply(form);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("errors"))
        .extracting(error -> error.path("pointer").asText())
        .contains("/applicant/certNo", "/gas/hourlyMax");
  }

  @Test
  void whatIsHandedOverAgainGetsTheSameAnswerHoweverOldAndTheUnsignedIsRefused()
      throws JMSException {
    town.begin("county", "down", "", "60s");
    var form = town.application("WATER");
    var yesterday = Clock.system().now().minus(Duration.ofDays(1)).toEpochMilli();
    try (var factory =
            new ActiveMQConnectionFactory(
                town.brokerUrl(), "county", town.setting("county", "broker-password"));
        var connection = factory.createConnection();
        var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      var replies = session.createConsumer(session.createQueue(REPLY));
      while (replies.receive(500) != null) {
        // Answers to somebody else, from before the county hung up.
      }
      var signed = signed(Json.write(form), yesterday);

      var first = exchange(session, replies, Json.write(form), signed);
      var again = exchange(session, replies, Json.write(form), signed);
      var spoilt = new HashMap<>(signed);
      spoilt.remove("sign");
      var unsigned = exchange(session, replies, Json.write(form), spoilt);
      var unreadable = exchange(session, replies, "{", signed("{", yesterday));

      assertThat(first.getStringProperty("status")).isEqualTo("202");
      assertThat(first.getJMSCorrelationID()).isEqualTo(form.path("requestId").asText());
      assertThat(again.getText()).isEqualTo(first.getText());
      assertThat(unsigned.getStringProperty("status")).isEqualTo("401");
      assertThat(json(unsigned).path("detail").asText()).contains("sign");
      assertThat(unreadable.getStringProperty("status")).isEqualTo("400");
      assertThat(unreadable.getJMSCorrelationID()).startsWith("ID:");
      town.awaitDone(json(first).path("caseNo").asText());
    }
  }

  @Test
  void badMessagesAreEachAnsweredAndStopNoGoodOne() throws JMSException {
    town.begin("county", "down", "", "60s");
    var hostile = new Hostile(20261126);
    var now = Clock.system().now().toEpochMilli();
    try (var factory =
            new ActiveMQConnectionFactory(
                town.brokerUrl(), "county", town.setting("county", "broker-password"));
        var connection = factory.createConnection();
        var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      var replies = session.createConsumer(session.createQueue(REPLY));
      while (replies.receive(500) != null) {
        // Answers to somebody else, from before the county hung up.
      }
      var producer = session.createProducer(session.createQueue(APPLY));
      for (var i = 0; i < 126; i++) {
        producer.send(
            i % 21 == 0
                ? text(session, Json.write(town.application("WATER")), now)
                : badMessage(session, hostile, i, now));
      }
      Tally.count("county's queue", 126);

      var statuses = new TreeMap<String, Integer>();
      for (var i = 0; i < 126; i++) {
        var reply = replies.receive(20_000);
        assertThat(reply).as("answer %d of 126", i + 1).isNotNull();
        statuses.merge(reply.getStringProperty("status"), 1, Integer::sum);
      }
      assertThat(statuses.get("202")).as(statuses.toString()).isGreaterThanOrEqualTo(6);
      assertThat(statuses.keySet()).allMatch(status -> status.compareTo("500") < 0);
    }
  }

  private Message badMessage(Session session, Hostile hostile, int i, long now)
      throws JMSException {
    var form = town.application("WATER");
    form.withObject("/applicant").put("contactName", Hostile.PERSON);
    var document = Hostile.JSON_BODIES.get(i % Hostile.JSON_BODIES.size());
    return switch (i % 7) {
      case 0 -> session.createObjectMessage(Duration.ZERO);
      case 1 -> session.createMapMessage();
      case 2 -> session.createMessage();
      case 3 -> {
        var bytes = session.createBytesMessage();
        bytes.writeBytes(hostile.spoil(Json.write(form).getBytes(StandardCharsets.UTF_8)));
        yield bytes;
      }
      case 4 -> text(session, new String(document, StandardCharsets.UTF_8), now);
      case 5 -> {
        var message = text(session, Json.write(form), now);
        message.setStringProperty("nonce", hostile.text());
        message.setStringProperty("request_id", hostile.text());
        message.setJMSCorrelationID(hostile.text());
        yield message;
      }
      default -> text(session, Json.write(hostile.twist(form)), now);
    };
  }

  private TextMessage text(Session session, String text, long now) throws JMSException {
    var message = session.createTextMessage(text);
    for (var property : signed(text, now).entrySet()) {
      message.setStringProperty(property.getKey(), property.getValue());
    }
    return message;
  }

  private void assertCountyHoldsAll(String caseNo) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                StreamSupport.stream(town.heldByCounty(caseNo).path("events").spliterator(), false)
                    .map(event -> event.path("seq").asInt())
                    .toList()
                    .equals(
                        IntStream.rangeClosed(1, town.record(caseNo).path("lastSeq").asInt())
                            .boxed()
                            .toList()));
  }

  private static TextMessage exchange(
      Session session, MessageConsumer replies, String text, Map<String, String> properties)
      throws JMSException {
    var message = session.createTextMessage(text);
    for (var property : properties.entrySet()) {
      message.setStringProperty(property.getKey(), property.getValue());
    }
    session.createProducer(session.createQueue(APPLY)).send(message);
    return (TextMessage) replies.receive(20_000);
  }

  private Map<String, String> signed(String text, long timestamp) {
    var key = town.setting("county", "app-key");
    var nonce = UUID.randomUUID().toString();
    var time = Long.toString(timestamp);
    var canonical = String.join("\n", "JMS", APPLY, "", key, time, nonce, Digest.sm3(text));
    return Map.of(
        "app_key", key,
        "timestamp", time,
        "nonce", nonce,
        "sign", Digest.hmacSm3(town.setting("county", "secret"), canonical));
  }

  private static JsonNode json(TextMessage message) throws JMSException {
    return Json.read(message.getText().getBytes(StandardCharsets.UTF_8));
  }
}
