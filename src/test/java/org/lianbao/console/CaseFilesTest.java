package org.lianbao.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.attachments.AttachmentReader.AttachmentView;

/** What the window sees of the files of a case. */
class CaseFilesTest extends ConsoleServer {

  private static final AttachmentView KEPT = new AttachmentView(0, "KEPT", null);
  private static final AttachmentView WRONG =
      new AttachmentView(1, "WRONG", "按地址取不到文件 / there is no file at its address");

  @BeforeEach
  void aCaseWithTwoFiles() {
    shelf.put(
        new SampleCase(CASE).file("M01", "营业执照", "营业执照.pdf").file("M05", null, "规划许可证.pdf").view());
    shelf.putFiles(CASE, KEPT, new AttachmentView(1, "WANTED", null));
  }

  @Test
  void theRecordSaysWhatBecameOfEachFile() {
    shelf.putFiles(CASE, KEPT, WRONG);

    var files = SampleCase.json(get("/api/v1/cases/" + CASE).body()).path("attachments");

    assertThat(files).hasSize(2);
    assertThat(files.path(0).path("materialName").asText()).isEqualTo("营业执照");
    assertThat(files.path(0).path("state").asText()).isEqualTo("KEPT");
    assertThat(files.path(1).path("fileName").asText()).isEqualTo("规划许可证.pdf");
    assertThat(files.path(1).path("reason").asText()).startsWith("按地址取不到文件");
  }

  @Test
  void thePageShowsTheProblemInTheReadersLanguage() {
    shelf.putFiles(CASE, KEPT, WRONG);

    assertThat(get("/cases/" + CASE).body())
        .contains("M01 营业执照", "规划许可证.pdf", "已取回", "有问题", "按地址取不到文件")
        .doesNotContain("there is no file");
    assertThat(get("/cases/" + CASE + "?lang=en").body())
        .contains("Kept", "Wrong", "there is no file at its address");
  }

  @Test
  void whoAsksAgainHearsOfAFileThatChangedWithoutAnEvent() {
    var path = "/api/v1/cases/" + CASE;
    var tag = header(get(path), "ETag");
    var fragment = "/fragments/cases/" + CASE + "?seen=1&stamp=" + tag.replaceAll(".*\\.|\"", "");
    assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get(fragment).statusCode()).isEqualTo(204);

    shelf.putFiles(CASE, KEPT, WRONG);

    assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(200);
    assertThat(get(fragment).body()).contains("有问题");
  }

  @Test
  void aCaseWithoutFilesHasNoSuchSection() {
    shelf.putFiles(CASE);

    assertThat(get("/cases/" + CASE).body()).doesNotContain("id=\"files\"");
  }
}
