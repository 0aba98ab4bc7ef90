package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What partners should not send, and what becomes of it. */
class BadNewsTest {

  private static final Charset GB18030 = Charset.forName("GB18030");

  private final Town town = Town.open();
  private final JdbcClient jdbc = town.bean(JdbcClient.class);

  @Test
  void aForgedSoapCallbackGetsAFaultAndIsArchivedButNotRecorded() {
    var caseNo = town.apply(town.application("POWER")).caseNo();
    town.awaitDone(caseNo);
    var answer = town.raw(soap(callback(caseNo + "-E", "22", "forged")));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("Fault").contains("soapenv:Client");
    assertThat(codes(caseNo)).doesNotContain("ORDER_REFUSED");
    assertThat(archived("power", "forged")).isPositive();
  }

  @Test
  void aDocumentTypeInACallbackIsRefused() {
    var bomb = "<!DOCTYPE a [<!ENTITY x \"y\">]>" + callback("BZ1-E", "01", "dtd");

    var answer = town.raw(soap(bomb));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("Fault");
  }

  @Test
  void aCallbackThatIsTooLargeIsTurnedAwayEvenInChunks() {
    var huge = new byte[3 * 1024 * 1024];
    var chunked =
        HttpRequest.newBuilder(town.hubUrl().resolve("/callbacks/power"))
            .header("Content-Type", "text/xml; charset=UTF-8")
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofByteArray(huge)))
            .build();

    assertThat(town.raw(chunked).statusCode()).isEqualTo(413);
  }

  @Test
  void aCallbackInChunksIsTaken() {
    var caseNo = town.apply(town.application("POWER")).caseNo();
    town.awaitDone(caseNo);
    var envelope = signed(callback(caseNo + "-E", "02", "chunked"));
    var chunked =
        HttpRequest.newBuilder(soap(envelope), (name, value) -> true)
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofString(envelope)))
            .build();

    assertThat(town.raw(chunked).body()).contains("0000");
  }

  @Test
  void aCallbackForAnotherPartnersOrderWaitsAndChangesNothing() {
    var caseNo = town.apply(town.application("WATER")).caseNo();
    town.awaitDone(caseNo);
    var answer = town.raw(soap(signed(callback(caseNo + "-W", "22", "stranger"))));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(codes(caseNo)).doesNotContain("ORDER_REFUSED");
    assertThat(waiting("power", caseNo + "-W")).isEqualTo(1);
  }

  @Test
  void anUnknownCodeWaitsAndIsAcknowledged() {
    var caseNo = town.apply(town.application("POWER")).caseNo();
    town.awaitDone(caseNo);

    var answer = town.raw(soap(signed(callback(caseNo + "-E", "77", "unknown"))));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("0000");
    assertThat(waiting("power", caseNo + "-E")).isEqualTo(1);
  }

  @Test
  void theGasCompanysAccountTouchesItsTwoQueuesAndNothingElse() throws JMSException {
    var gas =
        new ActiveMQConnectionFactory(
            town.brokerUrl(), "gas", town.setting("gas", "broker-password"));
    try (var connection = gas.createConnection()) {
      var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      assertThatThrownBy(() -> session.createConsumer(session.createQueue("lianbao.orders.water")))
          .isInstanceOf(JMSException.class);
      assertThatThrownBy(() -> session.createConsumer(session.createQueue("RQ.INSTALL.STATUS")))
          .isInstanceOf(JMSException.class);
      assertThatThrownBy(
              () ->
                  session
                      .createProducer(session.createQueue("RQ.INSTALL.APPLY"))
                      .send(session.createTextMessage("x")))
          .isInstanceOf(JMSException.class);
    }
    try (var stranger = new ActiveMQConnectionFactory(town.brokerUrl(), "gas", "wrong")) {
      assertThatThrownBy(stranger::createConnection).isInstanceOf(JMSSecurityException.class);
    }
  }

  @Test
  void aJavaObjectInAMessageIsNeverBroughtToLife() throws JMSException {
    try (var context = town.bean(ConnectionFactory.class).createContext()) {
      var queue = context.createQueue("lianbao.test.objects");
      context.createProducer().send(queue, context.createObjectMessage(Duration.ZERO));

      var message = (ObjectMessage) context.createConsumer(queue).receive(20_000);

      assertThatThrownBy(message::getObject).hasMessageContaining("Forbidden class");
    }
  }

  @Test
  void aBadRowGoesBackInARejectFileAndTheGoodRowsCount() throws IOException {
    var caseNo = town.apply(town.application("HEAT")).caseNo();
    town.awaitDone(caseNo);
    var orderNo = caseNo + "-H";
    var csv =
        String.join(
            "\r\n",
            "\"申请编号\",\"环节\",\"结果\",\"办理时间\",\"办理人\",\"说明\"",
            "\"" + orderNo + "\",\"验收\",\"合格\",\"2026/11/22 09:00\",\"王五\",\"复验\"",
            "\"" + orderNo + "\",\"唱歌\",\"合格\",\"2026/11/22 09:00\",\"王五\",\"\"",
            "");

    drop("RLBZ_ZT_20261122_090000_91", csv.getBytes(GB18030));

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> rejects().contains("唱歌") || rejects().contains(orderNo));
    assertThat(recorded("heat", orderNo, "ACCEPTANCE_DECIDED")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aFileWithoutItsMarkerIsNeverRead() throws IOException {
    var half = out().resolve("RLBZ_ZT_20261122_090000_92.csv");
    Files.write(half, "\"申请编号\",\"环节\"".getBytes(GB18030));
    var marked = "RLBZ_ZT_20261122_090000_93";
    drop(marked, "\"申请编号\",\"环节\",\"结果\",\"办理时间\",\"办理人\",\"说明\"\r\n".getBytes(GB18030));

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !Files.exists(out().resolve(marked + ".csv")));

    assertThat(half).exists();
    Files.delete(half);
  }

  private HttpRequest soap(String body) {
    return HttpRequest.newBuilder(town.hubUrl().resolve("/callbacks/power"))
        .header("Content-Type", "text/xml; charset=UTF-8")
        .header("SOAPAction", "\"urn:pysim:gd:yk:hjfk\"")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String callback(String orderNo, String code, String id) {
    return """
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
        xmlns:yk="urn:pysim:gd:yk"><soapenv:Header><yk:BWT><FWBM>BZ_HJ_FK</FWBM><YXT>PYGD</YXT>\
        <MBXT>PYXBZ</MBXT><QQLSH>%s</QQLSH><QQSJ>20261122090000</QQSJ><ZY>00</ZY></yk:BWT>\
        </soapenv:Header><soapenv:Body><yk:hjfk><YSQBH>%s</YSQBH><SQBH>1</SQBH><YHBH/>\
        <HJBM>%s</HJBM><HJJG>1</HJJG><HJSJ>20261122090000</HJSJ><CLR>王五</CLR><CLYJ/><YYDM/>\
        <YYMC/><FYJE/></yk:hjfk></soapenv:Body></soapenv:Envelope>"""
        .formatted(id, orderNo, code);
  }

  private String signed(String envelope) {
    var from = envelope.indexOf("<soapenv:Body>") + "<soapenv:Body>".length();
    var body = envelope.substring(from, envelope.indexOf("</soapenv:Body>"));
    return envelope.replace(
        "<ZY>00</ZY>", "<ZY>" + Digest.sm3(town.setting("power", "secret") + body) + "</ZY>");
  }

  private List<String> codes(String caseNo) {
    return town.record(caseNo).path("events").findValuesAsText("code");
  }

  private long archived(String partner, String containing) {
    return count(
        "select count(*) from inbox_message where partner = ? and convert_from(raw, 'UTF8') like ?",
        partner,
        "%" + containing + "%");
  }

  private long waiting(String partner, String orderNo) {
    return count(
        "select count(*) from inbox_event where partner = ? and order_no = ? and state = 'WAITING'",
        partner,
        orderNo);
  }

  private long recorded(String partner, String orderNo, String event) {
    return count(
        """
        select count(*) from inbox_event
        where partner = ? and order_no = ? and state = 'RECORDED' and event = ?
        """,
        partner,
        orderNo,
        event);
  }

  private long count(String sql, Object... params) {
    return jdbc.sql(sql).params(params).query(Long.class).single();
  }

  private Path out() {
    return town.data().resolve("sandbox/heat-sftp/out");
  }

  private void drop(String stem, byte[] csv) throws IOException {
    Files.write(out().resolve(stem + ".csv"), csv);
    Files.writeString(out().resolve(stem + ".ok"), "rows=2,sm3=" + Digest.sm3(csv));
  }

  private String rejects() {
    return StreamSupport.stream(town.sandbox("/admin/heat/rejects").spliterator(), false)
        .map(Object::toString)
        .reduce("", String::concat);
  }
}
