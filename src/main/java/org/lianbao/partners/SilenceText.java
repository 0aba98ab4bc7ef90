package org.lianbao.partners;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lianbao.shared.Finding;
import org.lianbao.shared.YamlText;

/** The text of the manifest's key {@code silence}. */
record SilenceText(
    String receipted, String accepted, String finished, String polled, List<FileText> files) {

  private static final LocalDate ANY_DAY = LocalDate.of(2026, 12, 31);

  Silence toSilence() {
    return new Silence(
        patience(receipted),
        patience(accepted),
        patience(finished),
        patience(polled),
        files == null ? List.of() : files.stream().map(FileText::toFile).toList());
  }

  private static Optional<Patience> patience(String text) {
    return Optional.ofNullable(text).map(Patience::of);
  }

  /** One file that has to come. */
  record FileText(String name, String by) {

    Silence.DailyFile toFile() {
      return new Silence.DailyFile(name, LocalTime.parse(by));
    }
  }

  /** What the schema cannot say: that times are times, and what stands in braces is a day. */
  static List<Finding> check(YamlText yaml) {
    var findings = new ArrayList<Finding>();
    var files = yaml.tree().at("/silence/files");
    for (var i = 0; i < files.size(); i++) {
      var at = "/silence/files/" + i;
      if (!fits(() -> LocalTime.parse(yaml.tree().at(at + "/by").asText()))) {
        findings.add(
            yaml.finding(
                at + "/by",
                "时间不合要求",
                "this is no time of day",
                "写成 \"17:00\" 的样子",
                "write it as \"17:00\""));
      }
      var name = new Silence.DailyFile(yaml.tree().at(at + "/name").asText(), LocalTime.NOON);
      if (!fits(() -> name.on(ANY_DAY)) || name.on(ANY_DAY).matches(".*[{}].*")) {
        findings.add(
            yaml.finding(
                at + "/name",
                "花括号里不是日期",
                "what stands in braces is no day",
                "写成 STATUS_{yyyyMMdd}*.csv 的样子",
                "write it as STATUS_{yyyyMMdd}*.csv"));
      }
    }
    return findings;
  }

  private static boolean fits(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false;
    }
  }
}
