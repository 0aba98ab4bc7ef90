package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bad reports by every way partners report, with good ones among them: each good one is recorded
 * once, and nothing of the bad ones stops anything.
 */
class HostileReportsTest {

  private static final long SEED = 20261123;
  private static final Town TOWN = Town.open();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SOAP_CLIENT_FAULT = "soapenv:Client";

  /** In the names of files: patterns to the client, instructions to Camel, formulas, people. */
  private static final List<String> HARD_NAMES =
      List.of(
          "=HYPERLINK(\"http:x?\"&A1)" + Hostile.PERSON,
          "*",
          "[a-z]*?",
          "a\\b",
          "..\\..\\x",
          "${date:now}",
          "$1",
          "${file:name}",
          "{{lianbao.partners.heat.host}}",
          "a.b.c",
          " ",
          "x\n" + Hostile.FORGED_LINE,
          Hostile.MOBILE + " " + Hostile.PERSON);

  /** Whose reports are good, and whose are not. */
  private static String good;

  private static String bad;

  private final Wire wire = Wire.to(TOWN);
  private final Reports reports = new Reports(TOWN);
  private final Hostile hostile = new Hostile(SEED);
  private final JdbcClient jdbc = TOWN.bean(JdbcClient.class);
  private final Instant begun = TOWN.bean(Clock.class).now();
  private final LogWatch log = new LogWatch();

  @BeforeAll
  static void twoCasesAreDone() {
    System.out.println("hostile reports, seed " + SEED);
    good = TOWN.apply(TOWN.application("POWER", "GAS", "HEAT")).caseNo();
    bad = TOWN.apply(TOWN.application("POWER", "GAS", "HEAT")).caseNo();
    TOWN.awaitDone(good);
    TOWN.awaitDone(bad);
  }

  @AfterEach
  void theLogIsClean() {
    log.close();
    log.assertClean();
  }

  @Test
  void overSoap() {
    var tally = new Tally("SOAP callback");
    for (var i = 0; i < 500; i++) {
      if (i % 25 == 0) {
        var envelope = reports.soap(good + "-E", i);
        replayed(tally, () -> reports.postSoap(envelope));
      }
      var envelope = badEnvelope(i);
      tally.add(() -> reports.postSoap(envelope));
    }

    var answers = tally.run();

    // SOAP 1.1 has it that a fault comes with 500, also one of the caller's making.
    assertThat(answers)
        .filteredOn(Wire.Answer::isFault)
        .allSatisfy(answer -> assertThat(answer.text()).contains(SOAP_CLIENT_FAULT));
    assertRecorded("power", good + "-E", 20);
  }

  /** Sent three times over, by whoever has heard it on the way, and recorded once. */
  private static void replayed(Tally tally, Callable<Wire.Answer> good) {
    for (var i = 0; i < 3; i++) {
      tally.add(good);
    }
  }

  private byte[] badEnvelope(int i) {
    var time = Reports.time(i, "yyyyMMddHHmmss");
    var named = Reports.envelope(bad + "-E", "21", time, Hostile.PERSON);
    var xml = Hostile.XML_BODIES.get(i % Hostile.XML_BODIES.size());
    var inner = xml.startsWith("<?") || xml.startsWith("<!") ? "<x/>" : xml;
    return switch (i % 4) {
      case 0 ->
          reports.signed(
              Reports.envelope(pick(bad + "-E"), pick("21"), pick(time), pick(Hostile.PERSON)));
      case 1 -> hostile.spoil(reports.signed(named));
      case 2 -> Reports.bytes(xml);
      default -> reports.signed(named.replace("<CLYJ/>", "<CLYJ>" + inner + "</CLYJ>"));
    };
  }

  private String pick(String valid) {
    return hostile.number(2) == 0
        ? valid
        : hostile.text().replace("&", "&amp;").replace("<", "&lt;").replace("\u0000", "&#0;");
  }

  @Test
  void overRest() {
    var tally = new Tally("REST callback");
    for (var i = 0; i < 500; i++) {
      if (i % 25 == 0) {
        var message = Reports.bytes(reports.rest(good + "-CG", i));
        replayed(tally, () -> reports.postJson("urban-management", message));
      }
      var report = reports.rest(bad + "-CG", i);
      report.withObject("/params").put("czr", Hostile.PERSON).put("wtms", hostile.text());
      var message =
          switch (i % 3) {
            case 0 -> Reports.bytes(hostile.twist(report));
            case 1 -> hostile.spoil(Reports.bytes(report));
            default -> Hostile.JSON_BODIES.get(i / 3 % Hostile.JSON_BODIES.size());
          };
      tally.add(() -> reports.postJson("urban-management", message));
    }

    assertThat(tally.run())
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(200);
              assertThat(answer.text()).doesNotContain("系统繁忙");
            });
    assertRecorded("urban-management", good + "-CG", 20);
  }

  @Test
  void sealed() {
    var tally = new Tally("sealed callback");
    for (var i = 0; i < 300; i++) {
      if (i % 25 == 0) {
        var opinion = Reports.opinion(good + "-ZJ", "SC-GOOD-" + i);
        var message = reports.sealed(Json.write(opinion));
        replayed(tally, () -> reports.postJson("housing", message));
      }
      var opinion = Reports.opinion(bad + "-ZJ", "SC-BAD-" + i).put("opinion", Hostile.PERSON);
      var document = Hostile.JSON_BODIES.get(i / 4 % Hostile.JSON_BODIES.size());
      var message =
          switch (i % 4) {
            case 0, 1 -> reports.sealed(Json.write(hostile.twist(opinion)));
            case 2 -> hostile.spoil(reports.sealed(Json.write(opinion)));
            default -> reports.sealed(new String(document, StandardCharsets.UTF_8));
          };
      tally.add(() -> reports.postJson("housing", message));
    }

    assertThat(tally.run())
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(200);
              assertThat(reports.opened(answer).path("code").asText()).isNotEqualTo("9999");
            });
    assertRecorded("housing", good + "-ZJ", 12);
  }

  @Test
  void overHttpInWaysThatWereNotAgreedOn() {
    var tally = new Tally("callbacks, methods and headers");
    var envelope = reports.soap(bad + "-E", 1);
    var bodies = List.of(envelope, Hostile.gzip(envelope), Hostile.gzip(new byte[20_000_000]));
    var names =
        List.of(
            "Content-Type",
            "Content-Encoding",
            "SOAPAction",
            "CamelHttpUri",
            "CamelHttpResponseCode",
            "file-name",
            "Accept-Encoding");
    for (var door : List.of("power", "housing", "urban-management", "nobody", "../power", "")) {
      var path = "/callbacks/" + door;
      for (var method :
          List.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "EVIL")) {
        tally.add(() -> wire.ask(method, path, Map.of(), envelope));
      }
      for (var text : Hostile.HEADERS) {
        for (var name : names) {
          tally.add(() -> wire.ask("POST", path, Map.of(name, text), envelope));
        }
      }
      for (var type :
          List.of(
              "text/xml; charset=evil",
              "text/xml; charset=",
              "text/xml; charset=\"",
              "text/xml; charset=UTF-16",
              "application/x-www-form-urlencoded",
              "multipart/form-data; boundary=x",
              "multipart/form-data",
              "application/x-java-serialized-object",
              "application/octet-stream")) {
        tally.add(() -> wire.ask("POST", path, Map.of("Content-Type", type), envelope));
      }
      for (var encoding : List.of("gzip", "deflate", "br", "gzip, gzip")) {
        for (var body : bodies) {
          tally.add(() -> wire.ask("POST", path, Map.of("Content-Encoding", encoding), body));
        }
      }
    }

    assertThat(tally.run())
        .filteredOn(Wire.Answer::isFault)
        .allSatisfy(answer -> assertThat(answer.text()).contains(SOAP_CLIENT_FAULT));
  }

  @Test
  void inAQueue() throws JMSException {
    var before = messages("gas");
    reports.queue(
        (session, i) ->
            i == 312
                ? null
                : i % 26 == 0
                    ? reports.statusMessage(session, good + "-G", i)
                    : badMessage(session, i));
    Tally.count("queue", 312);

    Awaitility.await("every message is archived")
        .atMost(PATIENCE)
        .until(() -> messages("gas") >= before + 312);
    assertThat(messages("gas")).isEqualTo(before + 312);
    assertRecorded("gas", good + "-G", 12);
  }

  private Message badMessage(Session session, int i) throws JMSException {
    var status = Reports.status(bad + "-G", i);
    status.put("memo", Hostile.PERSON).put("operator", hostile.text());
    var twisted = Json.write(hostile.twist(status));
    return switch (i % 10) {
      case 0 -> {
        var map = session.createMapMessage();
        map.setString("sign", hostile.text());
        yield map;
      }
      case 1 -> {
        var bytes = session.createBytesMessage();
        bytes.writeBytes(hostile.spoil(Reports.bytes(status)));
        yield bytes;
      }
      case 2 -> session.createObjectMessage(Duration.ZERO);
      case 3 -> {
        var stream = session.createStreamMessage();
        stream.writeString(Hostile.PERSON);
        yield stream;
      }
      case 4 -> session.createMessage();
      case 5 -> {
        var document = Hostile.JSON_BODIES.get(i / 10 % Hostile.JSON_BODIES.size());
        var text = new String(document, StandardCharsets.UTF_8);
        yield reports.signed(session.createTextMessage(text), text);
      }
      case 6 -> {
        var message = reports.signed(session.createTextMessage(twisted), twisted);
        message.setStringProperty("event_id", i + hostile.text());
        message.setStringProperty("Content_HYPHEN_Type", hostile.text());
        message.setStringProperty("CamelJmsDestinationName", "lianbao.orders.water");
        message.setJMSType(hostile.text());
        message.setJMSCorrelationID(hostile.text());
        yield message;
      }
      case 7 -> {
        var message = session.createTextMessage(twisted);
        message.setStringProperty("sign", hostile.text());
        message.setJMSReplyTo(session.createQueue("lianbao.orders.water"));
        yield message;
      }
      default -> reports.signed(session.createTextMessage(twisted), twisted);
    };
  }

  @Test
  void inFilesFetched() {
    var before = messages("heat");
    var files = new ArrayList<Path>();
    for (var i = 0; i < 60; i++) {
      var lines = new StringBuilder(Reports.CSV_HEADER);
      for (var row = 0; row < 20; row++) {
        lines.append(Reports.csvLine(bad + "-H", row, Hostile.PERSON, hostile.text()));
      }
      var csv =
          switch (i % 4) {
            case 0 -> (lines + Reports.csvLine(good + "-H", i, "x", "x")).getBytes(Reports.GB18030);
            case 1 -> hostile.spoil(lines.toString().getBytes(Reports.GB18030));
            case 2 -> (hostile.text() + "\r\n" + lines).getBytes(Reports.GB18030);
            default -> ("\"" + ",\"".repeat(i * 200)).getBytes(Reports.GB18030);
          };
      files.add(reports.csvFile("RLBZ_ZT_20261122_0800_" + i, csv));
    }
    Tally.count("files by SFTP", files.size());

    awaitTaken(files);
    assertThat(messages("heat")).isGreaterThanOrEqualTo(before + files.size());
    assertRecorded("heat", good + "-H", 15);
  }

  @Test
  void inFilesOfNamesThatWereNotAgreedOn() throws IOException {
    var names = new LinkedHashSet<>(HARD_NAMES);
    while (names.size() < 60) {
      names.add(hostile.fileWord() + "_" + names.size());
    }
    var files = new ArrayList<Path>();
    for (var name : names) {
      var lines =
          Reports.CSV_HEADER
              + Reports.csvLine(bad + "-H", 0, Hostile.PERSON, hostile.text())
              + Reports.csvLine(good + "-H", 1_000 + files.size(), "x", "x");
      files.add(reports.csvFile("RLBZ_ZT_" + name, lines.getBytes(Reports.GB18030)));
    }
    Tally.count("names of files by SFTP", files.size());

    awaitTaken(files);
    Awaitility.await("every good row is recorded once, under whatever name it came")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertRecorded("heat", good + "-H", files.size()));
    try (var answers = Files.list(TOWN.data().resolve("sandbox/heat-sftp/out"))) {
      assertThat(answers.map(Path::getFileName).map(Path::toString))
          .as("nothing lies there by its own name, before or after")
          .allMatch(name -> name.matches("[0-9A-Za-z_.-]+"));
    }
  }

  @Test
  void inFilesThroughAFolder() {
    var files = new ArrayList<Path>();
    var time = Reports.time(1, "yyyyMMdd HHmmss");
    for (var i = 0; i < 60; i++) {
      var xml = Hostile.XML_BODIES.get(i % Hostile.XML_BODIES.size());
      var text = hostile.text();
      var bytes =
          i % 2 == 0
              ? xml.getBytes(Reports.GBK)
              : Reports.opinionFile(bad + "-JT", text, Hostile.PERSON + text);
      var sidecar = i % 11 == 10 ? text : Digest.sm3(bytes);
      files.add(
          reports.ferried("JTSG_HF_" + bad + hostile.fileWord() + i + ".xml", bytes, sidecar));
      if (i == 30) {
        var opinion = Reports.opinionFile(good + "-JT", time, "x");
        files.add(reports.ferried("JTSG_HF_" + good + "-JT.xml", opinion, Digest.sm3(opinion)));
      }
    }
    Tally.count("files through a folder", files.size());

    awaitTaken(files);
    assertRecorded("traffic-police", good + "-JT", 1);
  }

  private static void awaitTaken(List<Path> files) {
    Awaitility.await("every file is taken")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(files).noneMatch(Files::exists));
  }

  @Test
  void inExchangeTables() throws SQLException {
    var desk = TOWN.exchangeDesk();
    var rows = 0;
    try (var connection = desk.connect()) {
      for (var i = 0; i < 200; i++) {
        if (i % 20 == 0) {
          Reports.row(connection, good + "-SP-01", i);
          rows++;
        }
        rows += badRow(connection, i);
      }
    }
    Tally.count("exchange tables", rows);

    Awaitility.await("no row stands as new any more")
        .atMost(PATIENCE)
        .until(
            () ->
                desk.psql("select count(*) from spgl_xmspsxblxxxxb where coalesce(sjsczt, 0) = 0")
                    .equals("0"));
    assertRecorded("approval", good + "-SP-01", 10);
  }

  /** How many rows that makes: what the table itself refuses never comes to the hub. */
  private int badRow(Connection connection, int i) throws SQLException {
    var texts = Stream.generate(hostile::text).limit(3).map(Hostile::storable).toList();
    var times =
        List.of("infinity", "-infinity", "0044-03-15 12:00 BC", "294276-12-31", "2026-11-20 08:00");
    try (var row =
        connection.prepareStatement(
            """
            insert into spgl_xmspsxblxxxxb
              (dfsjzj, xzqhdm, spsxslbm, blr, blyj, blzt, blsj, sjyxbs, sjsczt)
            values (left(?, 36), '410928', left(?, 60), ?, left(?, 2000), ?, ?::timestamp, ?, 0)
            """)) {
      row.setString(1, i % 9 == 0 ? i + texts.get(0) : UUID.randomUUID().toString());
      row.setString(2, i % 3 == 0 ? bad + "-SP-01" : texts.get(1));
      row.setString(3, Hostile.PERSON);
      row.setString(4, texts.get(2));
      row.setInt(5, hostile.number(2) == 0 ? 6 : hostile.number(60_000) - 30_000);
      row.setString(6, times.get(i % times.size()));
      row.setInt(7, hostile.number(3));
      return row.executeUpdate();
    }
  }

  private long messages(String partner) {
    return jdbc.sql("select count(*) from inbox_message where partner = ?")
        .param(partner)
        .query(Long.class)
        .single();
  }

  private void assertRecorded(String partner, String orderNo, int count) {
    assertThat(reports.recorded(partner, orderNo, begun)).isEqualTo(count);
  }
}
