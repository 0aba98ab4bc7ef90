package org.lianbao.application.rules;

import java.util.List;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;

/** Works outside the premises (外线工程) and the papers they need. */
final class WorksRule implements Rule {

  @Override
  public void look(Filled filled, Faults faults) {
    var items = filled.places("/externalWorks/items/*");
    lines(items, filled, faults);
    var traffic = items.stream().anyMatch(item -> filled.ticked(item + "/affectsTraffic"));
    if (traffic && !filled.attached("M14")) {
      faults.warn(
          "/attachments",
          "M14_MISSING",
          "外线影响交通，须补交通组织方案（材料 M14）",
          "works that affect traffic need a traffic plan (material M14)");
    }
    if (filled.says("/externalWorks/approvalPath", "COMMITMENT")) {
      paper("M12", "承诺书", "the commitment", filled, faults);
      paper("M13", "施工方案", "the works plan", filled, faults);
    }
  }

  private static void lines(List<String> items, Filled filled, Faults faults) {
    var at = "/externalWorks/items";
    if (filled.says("/externalWorks/hasExternalLine", "YES") && items.isEmpty()) {
      faults.warn(at, "LINES_MISSING", "有外线但未填明细，请补充", "external lines are not described");
    }
    if (filled.says("/externalWorks/hasExternalLine", "NO") && !items.isEmpty()) {
      faults.warn(
          at,
          "LINES_UNEXPECTED",
          "填了外线明细，但是否有外线为“无”，请核对",
          "lines are described though there are none");
    }
  }

  private static void paper(String code, String zh, String en, Filled filled, Faults faults) {
    if (!filled.attached(code)) {
      faults.error(
          "/attachments",
          code + "_MISSING",
          "告知承诺须附" + zh + "（材料 " + code + "）",
          "approval by commitment needs " + en + " (material " + code + ")");
    }
  }
}
