package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.shared.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What comes through a folder, good and bad, and what becomes of it. */
class FerryTest {

  private static final Charset GBK = Charset.forName("GBK");
  private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"GBK\"?>\n";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Town town = Town.open();
  private final JdbcClient jdbc = town.bean(JdbcClient.class);
  private final Path in = town.data().resolve("ferry/traffic-police/in");

  @Test
  void anOrderGoesOutSealedAndItsOpinionComesBack() throws IOException {
    var caseNo = town.apply(town.application("WATER")).caseNo();

    var record = town.awaitDone(caseNo);

    assertThat(events(record))
        .filteredOn(event -> event.path("code").asText().equals("TRAFFIC_CONSENT_GIVEN"))
        .hasSize(1)
        .allSatisfy(event -> assertThat(event.path("outcome").asText()).isEqualTo("AGREED"));
    var name = "JTSG_HF_" + caseNo + "-JT.xml";
    assertThat(kept("done", name)).hasSize(1);
    assertThat(kept("done", name + ".sm3")).hasSize(1);
    assertThat(in.resolve(name)).doesNotExist();
    assertThat(new String(town.received("traffic-police", caseNo + "-JT"), GBK))
        .startsWith(PROLOG.strip())
        .contains("XH=\"" + caseNo + "-JT\"")
        .doesNotContain("13800138000", "91410928MA0TE5T16H");
  }

  @ParameterizedTest
  @CsvSource({
    "N01, '<JTSG XH=\"N01\" HFJG=\"1\" HFSJ=\"2026-11-25\"/>', 属性 HFSJ 应为 yyyyMMdd HHmmss",
    "N02, '<JTSG XH=\"OTHER\" HFJG=\"1\" HFSJ=\"20261125 101500\"/>', 文件名与报文中的编号不符",
    "N03, '<!DOCTYPE JTSG [<!ENTITY x \"y\">]><JTSG XH=\"N03\"/>', document type",
    "N04, '<JTSG XH=\"N04\">', not well-formed XML at line 2",
    "N05, '<JTSG XH=\"&x;\"/>', not well-formed XML at line 2",
  })
  void aFileThatCannotBeUsedIsKeptAndAnsweredByAnErrorFile(String number, String xml, String reason)
      throws IOException {
    var name = "JTSG_HF_" + number + ".xml";
    drop(name, (PROLOG + "<!--" + number + "-->" + xml).getBytes(GBK));

    assertThat(complaint(name)).contains(reason);
    assertThat(kept("bad", name)).hasSize(1);
    assertThat(kept("bad", name + ".sm3")).hasSize(1);
    assertThat(archivedReason(number)).contains(reason);
  }

  @Test
  void mojibakeIsToldWithItsPlace() throws IOException {
    var bytes = (PROLOG + "<JTSG XH=\"N11\" HFYJ=\"é?\"/>").getBytes(StandardCharsets.ISO_8859_1);
    bytes[bytes.length - 4] = (byte) 0xff;
    drop("JTSG_HF_N11.xml", bytes);

    assertThat(complaint("JTSG_HF_N11.xml")).contains("第 2 行第 22 个字符", "不是 GBK 编码");
  }

  @Test
  void aPrologThatNamesAnotherSetIsTold() throws IOException {
    drop("JTSG_HF_N12.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><JTSG/>".getBytes(GBK));

    assertThat(complaint("JTSG_HF_N12.xml")).contains("XML 声明的编码不是约定的 GBK");
  }

  @Test
  void aFileThatStaysHalfWrittenIsRefusedInTheEnd() throws IOException {
    put("JTSG_HF_N13.xml", (PROLOG + "<JTSG XH").getBytes(GBK));
    put("JTSG_HF_N13.xml.sm3", Digest.sm3("whole").getBytes(StandardCharsets.US_ASCII));
    put("JTSG_HF_N14.xml", (PROLOG + "<JTSG/>").getBytes(GBK));

    assertThat(complaint("JTSG_HF_N13.xml")).contains("可能没有写完");
    assertThat(complaint("JTSG_HF_N14.xml")).contains("没有 .sm3 摘要文件");
  }

  @Test
  void aFileBeyondTheBoundIsRefusedUnread() throws IOException {
    drop("JTSG_HF_N15.xml", new byte[3 * 1024 * 1024]);

    assertThat(complaint("JTSG_HF_N15.xml")).contains("报文超过上限 2097152 字节");
    assertThat(kept("bad", "JTSG_HF_N15.xml")).hasSize(1);
  }

  @Test
  void aNameThatCamelWouldEvaluateIsNotRepeated() throws IOException {
    var name = "JTSG_HF_${sys.user.home}.xml";
    drop(name, (PROLOG + "<JTSG/>").getBytes(GBK));

    assertThat(complaint(name, "JTSG_CW_" + Digest.sm3(name).substring(0, 16) + ".xml"))
        .contains("WJ=\"" + name + "\"");
    assertThat(kept("bad", name)).hasSize(1);
  }

  @Test
  void anErrorFileOfTheirsEndsTheOrderAndABadOneIsNotAnswered() throws IOException {
    var bad = "JTSG_CW_JTSG_SQ_N16.xml";
    drop(
        bad, (PROLOG + "<JTSGCW WJ=\"x\" LX=\"1\" YY=\"\" SJ=\"20261125 101500\"/>").getBytes(GBK));

    Awaitility.await().atMost(PATIENCE).until(() -> kept("bad", bad).size() == 1);
    assertThat(out().resolve("JTSG_CW_" + bad)).doesNotExist();
    assertThat(out().resolve("done/JTSG_CW_" + bad)).doesNotExist();
  }

  private String complaint(String name) throws IOException {
    return complaint(name, "JTSG_CW_" + name);
  }

  /** What the police's system read in the error file about a file of theirs. */
  private String complaint(String name, String errorFile) throws IOException {
    var read = out().resolve("done").resolve(errorFile + ".sm3");
    Awaitility.await(errorFile).atMost(PATIENCE).until(() -> Files.exists(read));
    assertThat(town.sandbox("/admin/traffic-police/rejects"))
        .extracting(reject -> reject.path("file").asText())
        .contains(name);
    return Files.readString(out().resolve("done").resolve(errorFile), GBK).replace("&quot;", "\"");
  }

  private Path out() {
    return town.data().resolve("ferry/traffic-police/out");
  }

  private List<Path> kept(String place, String name) throws IOException {
    if (!Files.isDirectory(in.resolve(place))) {
      return List.of();
    }
    try (var files = Files.list(in.resolve(place))) {
      return files.filter(file -> file.getFileName().toString().endsWith("_" + name)).toList();
    }
  }

  private String archivedReason(String number) {
    return jdbc.sql(
            """
            select reason from inbox_message
            where partner = 'traffic-police' and position(convert_to(?, 'UTF8') in raw) > 0
            """)
        .param("<!--" + number)
        .query(String.class)
        .optional()
        .orElse("");
  }

  private static List<JsonNode> events(JsonNode record) {
    return StreamSupport.stream(record.path("events").spliterator(), false).toList();
  }

  private void drop(String name, byte[] bytes) throws IOException {
    put(name, bytes);
    put(name + ".sm3", Digest.sm3(bytes).getBytes(StandardCharsets.US_ASCII));
  }

  private void put(String name, byte[] bytes) throws IOException {
    var part = in.resolve("." + name + ".part");
    Files.write(part, bytes);
    Files.move(part, in.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
