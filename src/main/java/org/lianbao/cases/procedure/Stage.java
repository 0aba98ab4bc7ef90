package org.lianbao.cases.procedure;

import java.util.List;

/**
 * The stages (环节) a case passes, in order. No report takes a case back to an earlier one, but for
 * two: a survey that finds an external line (外线) where none was believed, which puts the works
 * between (A2), and that something is connected after all in a case that had ended with nothing
 * connected, while departments are still at it. An amendment may, since it can ask for more. Each
 * is told as a change of stage.
 */
public enum Stage {
  INTAKE("申请受理", "Intake"),
  APPROVAL_AND_WORKS("审批与施工", "Approval and works"),
  ACCEPTANCE("竣工验收", "Acceptance"),
  DONE("办结", "Done");

  private static final List<Stage> WITH_EXTERNAL_LINE =
      List.of(INTAKE, APPROVAL_AND_WORKS, ACCEPTANCE);
  private static final List<Stage> WITHOUT = List.of(INTAKE, ACCEPTANCE);

  private final String zh;
  private final String en;

  Stage(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /** What people read, in Chinese. */
  public String zh() {
    return zh;
  }

  /** What people read, in English. */
  public String en() {
    return en;
  }

  /** The counted stages: three with an external line (外线), two without. */
  public static List<Stage> counted(boolean externalLine) {
    return externalLine ? WITH_EXTERNAL_LINE : WITHOUT;
  }
}
