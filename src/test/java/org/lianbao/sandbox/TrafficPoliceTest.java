package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.shared.Digest;

class TrafficPoliceTest {

  private static final Charset GBK = Charset.forName("GBK");
  private static final String ORDER = "BZ4109282026110900012-JT";
  private static final String FILE = "JTSG_SQ_" + ORDER + ".xml";
  private static final String GOOD =
      "<?xml version=\"1.0\" encoding=\"GBK\"?>\n<JTSG XH=\""
          + ORDER
          + "\" JSDW=\"&#x4DAE;&#x20BB7;公司\" SGDW=\"龙湖市政\" SGDD=\"挥公大道\" ZDFW=\"占道90平方米\""
          + " KSSJ=\"20261201 080000\" JSSJ=\"20261205 180000\" SFJT=\"1\">"
          + "<FJ MC=\"JTSG_FJ_1.pdf\" ZY=\""
          + Digest.sm3("plan")
          + "\"/></JTSG>\n";

  @TempDir Path data;
  private Town town;
  private Path out;
  private Path in;

  @BeforeEach
  void open() throws Exception {
    town = new Town(data).start(Town.QUICK);
    out = data.resolve("ferry/traffic-police/out");
    in = data.resolve("ferry/traffic-police/in");
    drop("JTSG_FJ_1.pdf", "plan".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void answersASealedApplicationWithASealedOpinionInGbk() throws Exception {
    drop(FILE, GOOD.getBytes(GBK));

    var bytes = sealed("JTSG_HF_" + ORDER + ".xml");

    assertThat(new String(bytes, GBK))
        .startsWith("<?xml version=\"1.0\" encoding=\"GBK\"?>")
        .contains("XH=\"" + ORDER + "\"", "HFJG=\"1\"", "濮阳县公安局交通管理大队");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.exists(out.resolve("done/JTSG_FJ_1.pdf.sm3")));
    assertThat(out.resolve("done/" + FILE)).exists();
    assertThat(town.look("/admin/traffic-police/orders").at("/0/finished").asBoolean()).isTrue();
  }

  @Test
  void onRequestItsAnswerIsSealedAndHalfThereAndLaterWhole() throws Exception {
    var fault = town.fault("traffic-police", "half-file", "");
    drop(FILE, GOOD.getBytes(GBK));
    var answer = in.resolve("JTSG_HF_" + ORDER + ".xml");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.exists(answer.resolveSibling(answer.getFileName() + ".sm3")));

    var seal = Files.readString(answer.resolveSibling(answer.getFileName() + ".sm3"));
    assertThat(Digest.sm3(Files.readAllBytes(answer))).isNotEqualTo(seal);
    town.end(fault);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Digest.sm3(Files.readAllBytes(answer)).equals(seal));
  }

  @Test
  void leavesAFileAloneUntilItIsSealed() throws Exception {
    put(out.resolve(FILE), GOOD.getBytes(GBK));
    drop("JTSG_SQ_X.xml", "<x/>".getBytes(GBK));
    sealed("JTSG_CW_JTSG_SQ_X.xml");
    assertThat(out.resolve(FILE)).exists();
    assertThat(town.look("/admin/traffic-police/orders")).isEmpty();

    seal(FILE, GOOD.getBytes(GBK));

    sealed("JTSG_HF_" + ORDER + ".xml");
  }

  @ParameterizedTest
  @CsvSource({
    "'SGDD=\"挥公大道\"', '', 属性缺失:SGDD",
    "20261205 180000, 20261131 180000, 属性不符:JSSJ",
    "20261205 180000, 20261130 180000, 属性不符:JSSJ",
    "'SFJT=\"1\"', 'SFJT=\"是\"', 属性不符:SFJT",
    "'SFJT=\"1\"', 'SFJT=\"1\" LXDH=\"1\"', 属性不符:LXDH",
    "-JT\", -JX\", 属性不符:XH",
    "JTSG_FJ_1.pdf, ../JTSG_FJ_1.pdf, 属性不符:FJ",
    "JTSG_FJ_1.pdf, JTSG_FJ_2.pdf, 附件缺失或与摘要不符:FJ[1]",
    "encoding=\"GBK\", encoding=\"UTF-8\", 首行应为",
    "<JTSG, '<!DOCTYPE JTSG><JTSG', 不是合规的 XML",
  })
  void refusesAFileThatIsNotAsAgreedAndSaysWhere(String part, String other, String reason)
      throws Exception {
    drop(FILE, GOOD.replace(part, other).getBytes(GBK));

    assertThat(complaint()).contains("LX=\"1\"").contains(reason);
    assertThat(town.look("/admin/traffic-police/orders")).isEmpty();
  }

  @Test
  void refusesAFileThatIsNotGbkOrNotWhatItsSealSays() throws Exception {
    drop(FILE, GOOD.replace("龙湖", "\u00ff").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(complaint()).contains("GBK");
    Files.delete(in.resolve("JTSG_CW_" + FILE + ".sm3"));

    put(out.resolve(FILE), GOOD.getBytes(GBK));
    seal(FILE, "other".getBytes(GBK));

    assertThat(complaint()).contains("文件与 .sm3 不符");
  }

  @Test
  void countsARepeatAndOnlyRemarksOnAnotherContent() throws Exception {
    drop(FILE, GOOD.getBytes(GBK));
    sealed("JTSG_HF_" + ORDER + ".xml");
    awaitPutAway();
    drop("JTSG_FJ_1.pdf", "plan".getBytes(StandardCharsets.UTF_8));
    drop(FILE, GOOD.getBytes(GBK));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> town.look("/admin/traffic-police/orders").at("/0/received").asInt() == 2);
    assertThat(in.resolve("JTSG_CW_" + FILE)).doesNotExist();
    awaitPutAway();

    drop("JTSG_FJ_1.pdf", "plan".getBytes(StandardCharsets.UTF_8));
    drop(FILE, GOOD.replace("挥公大道", "龙华路").getBytes(GBK));

    assertThat(complaint()).contains("LX=\"2\"").contains("内容不一致");
    assertThat(town.look("/admin/traffic-police/orders").at("/0/finished").asBoolean()).isTrue();
  }

  @Test
  void refusesAnApplicationWhoseFileIsNotWhatItSays() throws Exception {
    drop("JTSG_FJ_1.pdf", "another plan".getBytes(StandardCharsets.UTF_8));
    drop(FILE, GOOD.getBytes(GBK));

    assertThat(complaint()).contains("附件缺失或与摘要不符:FJ[1]");
  }

  @Test
  void showsWhatTheHubCouldNotUse() throws Exception {
    drop(
        "JTSG_CW_JTSG_HF_X.xml",
        ("<?xml version=\"1.0\" encoding=\"GBK\"?>\n"
                + "<JTSGCW WJ=\"JTSG_HF_X.xml\" LX=\"1\" YY=\"属性 HFSJ 不符\" SJ=\"20261201 080000\"/>")
            .getBytes(GBK));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> town.look("/admin/traffic-police/rejects").size() == 1);
    assertThat(town.look("/admin/traffic-police/rejects").at("/0/reason").asText())
        .isEqualTo("属性 HFSJ 不符");
    assertThat(in.resolve("JTSG_CW_JTSG_CW_JTSG_HF_X.xml")).doesNotExist();
  }

  @Test
  void answersAfterAKillWhatItHadTaken() throws Exception {
    town.close();
    town.start(Town.NEVER);
    drop(FILE, GOOD.getBytes(GBK));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> town.look("/admin/traffic-police/orders").size() == 1);
    town.kill();

    town.start(Town.QUICK);

    sealed("JTSG_HF_" + ORDER + ".xml");
  }

  private void awaitPutAway() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !Files.exists(out.resolve("JTSG_FJ_1.pdf.sm3")));
  }

  private String complaint() throws IOException {
    return new String(sealed("JTSG_CW_" + FILE), GBK);
  }

  /** The bytes of a file of theirs, once it is sealed. */
  private byte[] sealed(String name) throws IOException {
    await(name).atMost(Duration.ofSeconds(20)).until(() -> Files.exists(in.resolve(name + ".sm3")));
    var bytes = Files.readAllBytes(in.resolve(name));
    assertThat(in.resolve(name + ".sm3")).hasContent(Digest.sm3(bytes));
    return bytes;
  }

  private void drop(String name, byte[] bytes) throws IOException {
    put(out.resolve(name), bytes);
    seal(name, bytes);
  }

  private void seal(String name, byte[] bytes) throws IOException {
    put(out.resolve(name + ".sm3"), Digest.sm3(bytes).getBytes(StandardCharsets.US_ASCII));
  }

  private static void put(Path file, byte[] bytes) throws IOException {
    var part = file.resolveSibling("." + file.getFileName());
    Files.write(part, bytes);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
