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
}
