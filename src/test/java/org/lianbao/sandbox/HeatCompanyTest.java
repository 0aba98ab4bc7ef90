package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.sandbox.fault.FaultyDoor;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;

class HeatCompanyTest {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String ORDER = "BZ4109282026110900012-H";
  private static final String FILE = "RLBZ_SQ_20261109_0001";
  private static final String HEADER =
      "\"申请编号\",\"户主名称\",\"统一社会信用代码\",\"联系人\",\"联系电话\",\"用热地址\",\"经度\",\"纬度\",\"用热类型\","
          + "\"建筑面积(平方米)\",\"供热面积(平方米)\",\"设计热负荷(千瓦)\",\"供暖形式\",\"是否外线\",\"期望供暖日期\",\"备注\"\r\n";

  @TempDir Path data;
  private final SshClient client = SshClient.setUpDefaultClient();
  private Town town;
  private SftpClient sftp;

  @BeforeEach
  void open() throws Exception {
    client.start();
    town = new Town(data).start(Duration.ofMillis(50));
  }

  @AfterEach
  void close() {
    town.close();
    client.stop();
  }

  @Test
  void readsASealedFileAndMovesItAway() throws Exception {
    upload(FILE, HEADER + row(ORDER));

    awaitOrders(1);

    assertThat(town.look("/admin/heat/orders").at("/0/orderNo").asText()).isEqualTo(ORDER);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> names("/in/done").containsAll(List.of(FILE + ".csv", FILE + ".ok")));
    assertThat(names("/in")).doesNotContain(FILE + ".csv", FILE + ".ok");
  }

  @Test
  void leavesAFileAloneUntilItIsSealed() throws Exception {
    var bytes = (HEADER + row(ORDER)).getBytes(GB18030);
    put("/in/" + FILE + ".csv", bytes);
    upload("RLBZ_SQ_20261109_0002", HEADER + row("BZ4109282026110900013-H"));
    awaitOrders(1);
    assertThat(names("/in")).contains(FILE + ".csv");

    put("/in/" + FILE + ".ok", seal(1, bytes));

    awaitOrders(2);
  }

  @Test
  void leavesAFileAloneWhileItsSealIsHalfWritten() throws Exception {
    var bytes = (HEADER + row(ORDER)).getBytes(GB18030);
    put("/in/" + FILE + ".csv", bytes);
    put("/in/" + FILE + ".ok", "rows=1,sm3=66c7".getBytes(StandardCharsets.US_ASCII));
    upload("RLBZ_SQ_20261109_0002", HEADER + row("BZ4109282026110900013-H"));
    awaitOrders(1);

    put("/in/" + FILE + ".ok", seal(1, bytes));

    awaitOrders(2);
    assertThat(names("/out")).noneMatch(name -> name.startsWith("RLBZ_ERR_"));
  }

  @Test
  void sendsBadRowsBackAndTakesTheGoodOnes() throws Exception {
    upload(
        FILE,
        HEADER
            + row(ORDER)
            + row("BZ4109282026110900013-H").replace("13800138000", "1.38001E+10")
            + row("BZ4109282026110900014-H").replace("\"李四\"", "\"\""));

    var errors = errors(FILE, 2);

    assertThat(errors.get(0)).containsExactly("申请编号", "行号", "原因");
    assertThat(errors.get(1)).startsWith("BZ4109282026110900013-H", "3");
    assertThat(errors.get(1).get(2)).contains("联系电话").doesNotContain("1.38");
    assertThat(errors.get(2)).containsExactly("BZ4109282026110900014-H", "4", "缺少 联系人");
    assertThat(town.look("/admin/heat/orders")).hasSize(1);
  }

  @Test
  void sendsBackAFileWithAWrongHeader() throws Exception {
    upload(FILE, HEADER.replace("户主名称", "用户名称") + row(ORDER));
    assertThat(errors(FILE, 1).get(1)).containsExactly("", "0", "表头不符");
  }

  @Test
  void sendsBackAFileThatIsNotGb18030() throws Exception {
    var bytes = (HEADER + row(ORDER) + "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    put("/in/" + FILE + ".csv", bytes);
    put("/in/" + FILE + ".ok", seal(1, bytes));

    assertThat(errors(FILE, 1).get(1).get(2)).contains("GB18030");
  }

  @Test
  void sendsBackAFileThatDoesNotMatchItsSeal() throws Exception {
    put("/in/" + FILE + ".csv", (HEADER + row(ORDER)).getBytes(GB18030));
    put("/in/" + FILE + ".ok", seal(1, "other".getBytes(GB18030)));
    assertThat(errors(FILE, 1).get(1).get(2)).contains("sm3");

    var two = (HEADER + row(ORDER)).getBytes(GB18030);
    put("/in/RLBZ_SQ_20261109_0002.csv", two);
    put("/in/RLBZ_SQ_20261109_0002.ok", seal(2, two));
    assertThat(errors("RLBZ_SQ_20261109_0002", 1).get(1).get(2)).contains("rows");
  }

  @Test
  void sendsBackAFileWithBareLineFeeds() throws Exception {
    upload(FILE, (HEADER + row(ORDER)).replace("\r\n", "\n"));
    assertThat(errors(FILE, 1).get(1).get(2)).contains("CRLF");
  }

  @Test
  void recognisesARepeat() throws Exception {
    upload(FILE, HEADER + row(ORDER));
    upload("RLBZ_SQ_20261109_0002", HEADER + row(ORDER));
    upload("RLBZ_SQ_20261109_0003", HEADER + row(ORDER).replace("6000.00", "7000.00"));

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> town.look("/admin/heat/orders").at("/0/received").asInt() == 3);

    assertThat(town.look("/admin/heat/orders")).hasSize(1);
    assertThat(town.look("/admin/heat/orders").at("/0/conflicting").asBoolean()).isTrue();
  }

  @Test
  void readsWhatWasWrittenFirstBeforeWhatHasTheFirstName() throws Exception {
    var folder = data.resolve("sandbox/heat-sftp/in");
    var first = (HEADER + row(ORDER)).getBytes(GB18030);
    var second = (HEADER + row(ORDER + "2")).getBytes(GB18030);
    Files.write(folder.resolve("RLBZ_SQ_20261109_0002.csv"), first);
    var later = Files.write(folder.resolve("RLBZ_SQ_20261109_0001.csv"), second);
    Files.setLastModifiedTime(later, FileTime.from(Clock.system().now().plusSeconds(9)));

    Files.write(folder.resolve("RLBZ_SQ_20261109_0002.ok"), seal(1, first));
    Files.write(folder.resolve("RLBZ_SQ_20261109_0001.ok"), seal(1, second));

    awaitOrders(2);
    assertThat(town.look("/admin/heat/orders").at("/0/orderNo").asText()).isEqualTo(ORDER);
  }

  @Test
  void writesBatchesWithItsHabits() throws Exception {
    upload(FILE, HEADER + row(ORDER));
    awaitFinished();

    var batches = batches();

    assertThat(batches).hasSize(10);
    for (int i = 0; i < batches.size(); i++) {
      var text = batches.get(i);
      assertThat(text).endsWith("\"\r\n\r\n\r\n").doesNotContain("\uFEFF");
      var records = records(text);
      assertThat(records.get(0).toList()).containsExactly("申请编号", "环节", "结果", "办理时间", "办理人", "说明");
      assertThat(records).hasSize(i == 0 ? 2 : 3);
      if (i > 0) {
        var before = records(batches.get(i - 1));
        assertThat(records.get(1).toList()).isEqualTo(before.get(before.size() - 1).toList());
      }
      assertThat(records.get(records.size() - 1).get(3))
          .matches("\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d");
    }
    assertThat(
            batches.stream()
                .map(HeatCompanyTest::records)
                .map(records -> records.get(records.size() - 1).get(1)))
        .containsExactly("接件", "勘察", "方案", "报价", "签约", "缴费", "施工", "验收", "具备供暖条件", "通暖");
  }

  @Test
  void goesOnAfterAKill() throws Exception {
    upload(FILE, HEADER + row(ORDER));
    awaitOrders(1);

    town.kill();
    town.start(Town.QUICK);
    awaitFinished();

    var steps = batches().stream().map(HeatCompanyTest::records).toList();
    assertThat(steps.get(steps.size() - 1).get(2).get(1)).isEqualTo("通暖");
    assertThat(town.look("/admin/heat/orders").at("/0/received").asInt()).isEqualTo(1);
  }

  @Test
  void keepsTheHubsRejectsReadable() throws Exception {
    upload(
        "RLBZ_ERR_20261109_0001", "\"申请编号\",\"行号\",\"原因\"\r\n\"" + ORDER + "\",\"2\",\"环节未知\"\r\n");

    var rejects = town.look("/admin/heat/rejects");

    assertThat(rejects).hasSize(1);
    assertThat(rejects.at("/0/申请编号").asText()).isEqualTo(ORDER);
    assertThat(rejects.at("/0/原因").asText()).isEqualTo("环节未知");
  }

  @Test
  void letsNobodyElseIn() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    assertThatThrownBy(() -> session("lianbao", generator.generateKeyPair()))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> session("root", Town.CLIENT)).isInstanceOf(IOException.class);
    try (var session =
        client.connect("lianbao", "127.0.0.1", town.sftpPort()).verify(30_000).getSession()) {
      session.addPasswordIdentity("lianbao");
      assertThatThrownBy(() -> session.auth().verify(30_000)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void showsNothingAboveItsFolder() throws Exception {
    assertThat(names("/..")).containsExactlyInAnyOrder("in", "out", "dz");
    assertThatThrownBy(() -> get("/../../../partners.yaml")).isInstanceOf(IOException.class);
  }

  @Test
  void onRequestItWritesRubbishAndEveryRowTwice() throws Exception {
    town.fault("heat", "garbage", "");
    town.fault("heat", "duplicate", "");
    town.fault("heat", "reorder", "");
    assertThatThrownBy(() -> upload(FILE, HEADER + row(ORDER))).isInstanceOf(IOException.class);
    upload(FILE, HEADER + row(ORDER));
    awaitFinished();

    var files = names("/out").stream().filter(name -> name.endsWith(".csv")).sorted().toList();
    assertThat(get("/out/" + files.get(0))).isEqualTo(FaultyDoor.garbage());
    assertThat(get("/out/" + files.get(0).replace(".csv", ".ok")))
        .isEqualTo(seal(1, FaultyDoor.garbage()));
    var records = records(new String(get("/out/" + files.get(1)), GB18030));
    assertThat(records.stream().skip(1).map(record -> record.get(1)))
        .containsExactly("勘察", "勘察", "接件", "接件");
  }

  @Test
  void onRequestItTakesNobodyIn() throws Exception {
    var fault = town.fault("heat", "down", "");

    assertThatThrownBy(() -> names("/in"));

    town.end(fault);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(names("/in")).contains("done"));
  }

  @Test
  void onRequestItsFilesStayHalfWrittenAndLaterBecomeWhole() throws Exception {
    var fault = town.fault("heat", "half-file", "");
    upload(FILE, HEADER + row(ORDER));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> names("/out").stream().anyMatch(name -> name.endsWith(".csv")));

    assertThat(names("/out")).noneMatch(name -> name.endsWith(".ok"));
    town.end(fault);

    awaitFinished();
    assertThat(batches()).isNotEmpty();
  }

  private static String row(String orderNo) {
    return "\""
        + orderNo
        + "\",\"濮阳县测试新材料有限公司\",\"91410928MA0TE5T16H\",\"李四\",\"13800138000\",\"濮阳县开发区1号\","
        + "\"115.020000\",\"35.710000\",\"工业\",\"18500.00\",\"6000.00\",\"420.0\",\"散热器\",\"否\","
        + "\"2026/12/01\",\"\"\r\n";
  }

  private void awaitOrders(int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> town.look("/admin/heat/orders").size() == count);
  }

  private void awaitFinished() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> town.look("/admin/heat/orders").at("/0/finished").asBoolean());
  }

  /** The error file of an upload, header first. */
  private List<List<String>> errors(String stem, int rows) throws Exception {
    var file = "RLBZ_ERR_" + stem;
    await().atMost(Duration.ofSeconds(60)).until(() -> names("/out").contains(file + ".ok"));
    var bytes = get("/out/" + file + ".csv");
    assertThat(get("/out/" + file + ".ok")).isEqualTo(seal(rows, bytes));
    return records(new String(bytes, GB18030)).stream().map(CSVRecord::toList).toList();
  }

  /** The text of every sealed batch, each matching its seal. */
  private List<String> batches() throws Exception {
    var texts = new ArrayList<String>();
    for (var name : names("/out").stream().filter(name -> name.endsWith(".ok")).sorted().toList()) {
      assertThat(name).matches("RLBZ_ZT_\\d{8}_\\d{6}_\\d{2}\\.ok");
      var bytes = get("/out/" + name.replace(".ok", ".csv"));
      var text = new String(bytes, GB18030);
      assertThat(get("/out/" + name)).isEqualTo(seal(records(text).size() - 1, bytes));
      texts.add(text);
    }
    return texts;
  }

  private static List<CSVRecord> records(String text) {
    try {
      var format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
      return format.parse(new StringReader(text)).getRecords();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] seal(int rows, byte[] csv) {
    return ("rows=" + rows + ",sm3=" + Digest.sm3(csv)).getBytes(StandardCharsets.US_ASCII);
  }

  private void upload(String stem, String text) throws Exception {
    var bytes = text.getBytes(GB18030);
    put("/in/" + stem + ".csv", bytes);
    put("/in/" + stem + ".ok", seal(text.split("\r?\n").length - 1, bytes));
  }

  private ClientSession session(String user, KeyPair key) throws IOException {
    var session = client.connect(user, "127.0.0.1", town.sftpPort()).verify(30_000).getSession();
    session.addPublicKeyIdentity(key);
    session.auth().verify(30_000);
    return session;
  }

  private void put(String path, byte[] bytes) throws Exception {
    withSftp(
        sftp -> {
          try (var out = sftp.write(path)) {
            out.write(bytes);
          }
          return null;
        });
  }

  private byte[] get(String path) throws Exception {
    return withSftp(
        sftp -> {
          try (var in = sftp.read(path)) {
            return in.readAllBytes();
          }
        });
  }

  private List<String> names(String path) throws Exception {
    return withSftp(
        sftp ->
            StreamSupport.stream(sftp.readDir(path).spliterator(), false)
                .map(SftpClient.DirEntry::getFilename)
                .filter(name -> !name.startsWith("."))
                .toList());
  }

  private <T> T withSftp(SftpWork<T> work) throws Exception {
    if (sftp == null || !sftp.isOpen()) {
      sftp = SftpClientFactory.instance().createSftpClient(session("lianbao", Town.CLIENT));
    }
    return work.with(sftp);
  }

  @FunctionalInterface
  private interface SftpWork<T> {
    T with(SftpClient sftp) throws IOException;
  }
}
