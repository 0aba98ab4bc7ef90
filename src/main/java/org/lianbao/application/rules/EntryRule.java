package org.lianbao.application.rules;

import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;

/** The three entries of the notice (S27, S28, S30), and what each brings along. */
final class EntryRule implements Rule {

  private static final String AT = "/entryPoint";

  @Override
  public void look(Filled filled, Faults faults) {
    if (filled.says(AT, "PROJECT_FILING")) {
      filing(filled, faults);
    } else if (filled.says(AT, "INTENT") && filled.formal()) {
      faults.warn(
          AT,
          "ENTRY_POINT",
          "意向登记入口一般先提交 INTENT；由意向转正式申请的，请核对外部申请号与意向登记相同",
          "an intent comes first; if it has, see that upstreamApplyNo is the intent's");
    } else if (filled.says(AT, "AFTER_PLANNING_PERMIT")) {
      afterPermit(filled, faults);
    }
  }

  /** At the filing of a project its code has been given or is about to be. */
  private static void filing(Filled filled, Faults faults) {
    if (!filled.formal() && filled.hasGroup("/project") && !filled.has("/project/projectCode")) {
      faults.warn(
          "/project/projectCode",
          "REQUIRED",
          "立项备案入口请填写投资项目代码，取得后补填",
          "should be told at project filing, as soon as it is given");
    }
  }

  private static void afterPermit(Filled filled, Faults faults) {
    if (filled.says("/applyType", "INTENT")) {
      faults.warn(
          AT,
          "ENTRY_POINT",
          "规划许可证核发后一般直接提交正式申请（FORMAL）",
          "after the planning permit a formal application is usual");
    }
    var at = "/project/planningPermitNo";
    if (!filled.hasGroup("/project") || filled.has(at)) {
      return;
    }
    var zh = "规划许可后报装须填写许可证号";
    var en = "is required when the application comes after the planning permit";
    if (filled.formal()) {
      faults.error(at, "REQUIRED", zh, en);
    } else {
      faults.warn(at, "REQUIRED", zh, en);
    }
  }
}
