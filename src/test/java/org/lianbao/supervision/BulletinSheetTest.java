package org.lianbao.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.cases.Supervision.Month;
import org.springframework.web.util.HtmlUtils;

class BulletinSheetTest {

  private static final Bulletin BULLETIN =
      new Bulletin(
          YearMonth.of(2026, 11),
          null,
          new Month(YearMonth.of(2026, 11), 12, Map.of("DONE", 7L), 9, 8, 3, 1, 2, 5, 7, 1),
          List.of(
              new Bulletin.Row(
                  "SLA-01",
                  "联合上门对接",
                  "S29",
                  "water",
                  "=HYPERLINK(1)",
                  10,
                  8,
                  1,
                  1,
                  1,
                  new BigDecimal("88.9"),
                  new BigDecimal("2.50"))));

  @Test
  void theCsvHasTotalsAndRowsAndNoFormula() {
    var text = new String(new BulletinSheet(BULLETIN).csv(), StandardCharsets.UTF_8);

    assertThat(text).startsWith("\uFEFF水电气暖协同报装通报,2026-11");
    assertThat(text).contains("每件踏勘次数,1.13").contains("共沟占比(%),50.0");
    assertThat(text).contains("SLA-01,联合上门对接,S29,'=HYPERLINK(1),10,8,1,1,1,88.9,2.50");
  }

  @Test
  void theSpreadsheetHoldsTheSameFigures(@TempDir Path folder) throws IOException {
    var file = Files.write(folder.resolve("bulletin.xlsx"), new BulletinSheet(BULLETIN).xlsx());
    var texts = new StringBuilder();
    try (var zip = new ZipFile(file.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        texts.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    assertThat(HtmlUtils.htmlUnescape(texts.toString()))
        .contains("联合上门对接", "<v>88.9</v>", "=HYPERLINK(1)")
        .doesNotContain("<f>");
  }

  @Test
  void whatCannotBeDividedIsLeftEmpty() {
    var quiet = new Month(YearMonth.of(2026, 12), 0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0);

    assertThat(quiet.surveysPerCase()).isNull();
    assertThat(quiet.sharedPercent()).isNull();
    assertThat(quiet.jointPercent()).isNull();
  }
}
