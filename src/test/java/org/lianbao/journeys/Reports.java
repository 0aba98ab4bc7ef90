package org.lianbao.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.lianbao.sandbox.SealedText;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the partners' systems report, each in its own form and signed as agreed. The {@code number}
 * makes a report another one.
 */
record Reports(Town town) {

  static final Charset GB18030 = Charset.forName("GB18030");
  static final Charset GBK = Charset.forName("GBK");
  static final String CSV_HEADER = "\"申请编号\",\"环节\",\"结果\",\"办理时间\",\"办理人\",\"说明\"\r\n";

  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 11, 20, 8, 0);

  static String time(int minutes, String pattern) {
    return FIRST.plusMinutes(minutes).format(DateTimeFormatter.ofPattern(pattern));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(JsonNode document) {
    return bytes(Json.write(document));
  }

  byte[] soap(String orderNo, int number) {
    return signed(envelope(orderNo, "21", time(number, "yyyyMMddHHmmss"), "x"));
  }

  static String envelope(String orderNo, String code, String time, String handler) {
    return """
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
        xmlns:yk="urn:pysim:gd:yk"><soapenv:Header><yk:BWT><FWBM>BZ_HJ_FK</FWBM><YXT>PYGD</YXT>\
        <MBXT>PYXBZ</MBXT><QQLSH>1</QQLSH><QQSJ>20261122090000</QQSJ><ZY>00</ZY></yk:BWT>\
        </soapenv:Header><soapenv:Body><yk:hjfk><YSQBH>%s</YSQBH><SQBH>1</SQBH><YHBH/>\
        <HJBM>%s</HJBM><HJJG>1</HJJG><HJSJ>%s</HJSJ><CLR>%s</CLR><CLYJ/><YYDM/>\
        <YYMC/><FYJE/></yk:hjfk></soapenv:Body></soapenv:Envelope>"""
        .formatted(orderNo, code, time, handler);
  }

  byte[] signed(String envelope) {
    var from = envelope.indexOf("<soapenv:Body>") + "<soapenv:Body>".length();
    var body = envelope.substring(from, envelope.indexOf("</soapenv:Body>"));
    var digest = Digest.sm3(town.setting("power", "secret") + body);
    return bytes(envelope.replace("<ZY>00</ZY>", "<ZY>" + digest + "</ZY>"));
  }

  Wire.Answer postSoap(byte[] envelope) {
    var headers =
        Map.of("Content-Type", "text/xml; charset=UTF-8", "SOAPAction", "\"urn:pysim:gd:yk:hjfk\"");
    return Wire.to(town).ask("POST", "/callbacks/power", headers, envelope);
  }

  ObjectNode rest(String orderNo, int number) {
    var message =
        Json.mapper().createObjectNode().put("token", town.setting("urban-management", "token"));
    message
        .putObject("params")
        .put("lsh", orderNo)
        .put("czlx", "zg")
        .put("czbh", "R" + number)
        .put("czsj", time(number, "yyyy-MM-dd HH:mm:ss"));
    return message;
  }

  Wire.Answer postJson(String partner, byte[] message) {
    var headers = Map.of("Content-Type", "application/json; charset=UTF-8");
    return Wire.to(town).ask("POST", "/callbacks/" + partner, headers, message);
  }

  static ObjectNode opinion(String orderNo, String number) {
    var opinion = Json.mapper().createObjectNode();
    opinion.put("bizType", "DRAWING_REVIEW").put("bizNo", orderNo).put("result", "PASS");
    opinion.put("opinionNo", number).put("opinion", "").put("finishTime", 1_794_277_800);
    opinion.putArray("reviewers");
    return opinion;
  }

  byte[] sealed(String plain) {
    return bytes(authority().close(plain, town.bean(Clock.class).now().getEpochSecond()));
  }

  /** What the sealed answer says. */
  JsonNode opened(Wire.Answer answer) {
    var at = answer.text().indexOf("\r\n\r\n");
    var body = answer.text().substring(at + 4);
    return authority().open(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1));
  }

  private SealedText authority() {
    return new SealedText(
        "PYXBZ",
        town.setting("housing", "sm4-key"),
        town.setting("housing", "partner-key-private"),
        town.setting("housing", "sign-key-public"));
  }

  static ObjectNode status(String orderNo, int number) {
    return Json.mapper()
        .createObjectNode()
        .put("install_no", orderNo)
        .put("status", 22)
        .put("op_ts", 1_795_000_000_000L + number * 1_000L)
        .put("operator", "x")
        .put("memo", "x");
  }

  /** Puts messages into the gas company's queue, as the company. */
  void queue(Messages messages) throws JMSException {
    var password = town.setting("gas", "broker-password");
    try (var factory = new ActiveMQConnectionFactory(town.brokerUrl(), "gas", password);
        var connection = factory.createConnection();
        var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        var producer = session.createProducer(session.createQueue("RQ.INSTALL.STATUS"))) {
      for (var i = 0; ; i++) {
        var message = messages.make(session, i);
        if (message == null) {
          return;
        }
        producer.send(message);
      }
    }
  }

  /** Makes one message after the other, then {@code null}. */
  interface Messages {
    Message make(Session session, int number) throws JMSException;
  }

  Message statusMessage(Session session, String orderNo, int number) throws JMSException {
    var text = Json.write(status(orderNo, number));
    var message = signed(session.createTextMessage(text), text);
    message.setStringProperty("event_id", UUID.randomUUID().toString());
    return message;
  }

  Message signed(Message message, String text) throws JMSException {
    message.setStringProperty("sign", Digest.sm3(text + town.setting("gas", "secret")));
    return message;
  }

  static String csvLine(String orderNo, int number, String handler, String text) {
    return "\"%s\",\"勘察\",\"补件\",\"%s\",\"%s\",\"%s\"\r\n"
        .formatted(orderNo, time(number, "yyyy/MM/dd HH:mm"), handler, text);
  }

  /** Puts a file with its marker where the heat company's are fetched. */
  Path csvFile(String stem, byte[] csv) {
    try {
      var out = town.data().resolve("sandbox/heat-sftp/out");
      var file = Files.write(out.resolve(stem + ".csv"), csv);
      Files.writeString(out.resolve(stem + ".ok"), "rows=1,sm3=" + Digest.sm3(csv));
      return file;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static byte[] opinionFile(String orderNo, String time, String remark) {
    return """
        <?xml version="1.0" encoding="GBK"?><JTSG XH="%s" HFJG="1" HFSJ="%s" HFYJ="%s"/>"""
        .formatted(orderNo, time, remark)
        .getBytes(GBK);
  }

  /** Puts a file with a sidecar into the traffic police's folder. */
  Path ferried(String name, byte[] bytes, String sidecar) {
    try {
      var in = town.data().resolve("ferry/traffic-police/in");
      put(in.resolve(name), bytes);
      put(in.resolve(name + ".sm3"), bytes(sidecar));
      return in.resolve(name);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void put(Path file, byte[] bytes) throws IOException {
    var part = Files.write(file.resolveSibling("." + UUID.randomUUID() + ".part"), bytes);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes a step into the approval department's tables; returns its key. */
  static String row(java.sql.Connection desk, String orderNo, int number) throws SQLException {
    var key = UUID.randomUUID().toString();
    try (var row =
        desk.prepareStatement(
            """
            insert into spgl_xmspsxblxxxxb (dfsjzj, xzqhdm, spsxslbm, blzt, blsj)
            values (?, '410928', ?, 6, timestamp '2026-11-20 08:00:00' + ? * interval '1 minute')
            """)) {
      row.setString(1, key);
      row.setString(2, orderNo);
      row.setInt(3, number);
      row.executeUpdate();
    }
    return key;
  }

  /** How many different reports of this order are recorded, those from before left out. */
  long recorded(String partner, String orderNo, java.time.Instant since) {
    return town.bean(JdbcClient.class)
        .sql(
            """
            select count(*) from inbox_event
            where partner = ? and order_no = ? and state = 'RECORDED' and received_at >= ?
            """)
        .params(partner, orderNo, java.sql.Timestamp.from(since))
        .query(Long.class)
        .single();
  }
}
