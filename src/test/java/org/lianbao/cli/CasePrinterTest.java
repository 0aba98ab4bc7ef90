package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Json;

class CasePrinterTest {

  private final StringWriter text = new StringWriter();
  private final CasePrinter printer = new CasePrinter(new PrintWriter(text));

  @Test
  void tellsAnEventInOneLineWithTheCountysTime() {
    printer.event(
        Json.read(
            """
            {"seq":7,"label":"踏勘完成","labelEn":"Survey completed","service":"WATER","implied":false,
             "source":"water","orderNo":"BZ4109282026110900001-W","outcome":"PASS",
             "occurredAt":"2026-11-09T01:00:00Z","recordedAt":"2026-11-09T01:02:03.5Z"}
            """
                .getBytes(StandardCharsets.UTF_8)));
    assertThat(text.toString().strip())
        .startsWith("09:02:03")
        .contains("water", "WATER", "踏勘完成 Survey completed", "[PASS]", "BZ4109282026110900001-W")
        .doesNotContain("↩")
        .doesNotContain("\n");
  }

  @Test
  void marksAnImpliedEvent() {
    printer.event(
        Json.read(
            """
            {"seq":3,"label":"接件","labelEn":"Order received","implied":true,"source":"hub",
             "recordedAt":"2026-11-09T01:02:03Z"}
            """
                .getBytes(StandardCharsets.UTF_8)));
    assertThat(text.toString()).contains("↩ 接件 Order received");
  }

  @Test
  void tellsEveryProblemOfARefusal() {
    printer.refusal(
        422,
        Json.read(
            """
            {"title":"申请表有误 / invalid form","errors":[
              {"label":"统一社会信用代码","pointer":"/applicant/certNo","message":"校验码不符","code":"USCC_CHECK"},
              {"label":"小时最大用气量","pointer":"/gas/hourlyMax","message":"必填","code":"REQUIRED"}]}
            """
                .getBytes(StandardCharsets.UTF_8)));
    assertThat(text.toString().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("/applicant/certNo") && line.contains("校验码不符"))
        .anyMatch(line -> line.contains("/gas/hourlyMax") && line.contains("REQUIRED"))
        .first()
        .isEqualTo("未受理 / refused (422): 申请表有误 / invalid form");
  }

  @Test
  void showsTheRecordAsATable() {
    printer.record(
        Json.read(
            """
            {"caseNo":"BZ1","upstreamApplyNo":"GG1","status":"DONE",
             "stages":[{"label":"申请受理","state":"DONE"},{"label":"竣工验收","state":"CURRENT"}],
             "waitingFor":["等待 窗口 人工联系办理 供气 报装接入"],
             "attachments":[{"materialCode":"M01","state":"KEPT"},
               {"materialCode":"M05","state":"WRONG","reason":"文件大小不符 / wrong size"}],
             "orders":[{"orderNo":"BZ1-W","partner":"water","state":"FINISHED","partnerRef":"SW1",
               "milestones":[{"label":"接件","occurredAt":"2026-11-09T01:00:00Z"},
                             {"label":"接通","occurredAt":"2026-11-09T02:00:00+00:00"}]},
               {"orderNo":"BZ1-G","partner":"gas","state":"OWED","milestones":[]}]}
            """
                .getBytes(StandardCharsets.UTF_8)));
    assertThat(text.toString()).contains("✔ 申请受理  →  ▶ 竣工验收").contains("等待 窗口 人工联系办理 供气 报装接入");
    assertThat(text.toString().lines())
        .anyMatch(line -> line.matches("BZ1-W +water +FINISHED +SW1 +10:00:00 接通"))
        .anyMatch(line -> line.matches("附件 / file M01 +KEPT"))
        .anyMatch(line -> line.matches("附件 / file M05 +WRONG 文件大小不符 / wrong size"))
        .anyMatch(line -> line.matches("BZ1-G +gas +OWED +- *"));
  }

  @Test
  void countsAChineseCharacterAsTwoColumns() {
    assertThat(Columns.width("供水 a")).isEqualTo(6);
    assertThat(Columns.pad("供水", 6)).isEqualTo("供水  ");
    assertThat(Columns.pad("longer", 3)).isEqualTo("longer");
  }
}
