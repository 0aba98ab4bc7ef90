package org.lianbao.reconciliation;

import java.util.List;
import org.lianbao.shared.Finding.Words;

/** The one act that mends a difference. */
public enum Act {
  /** Sends the orders again; whoever has them already knows them as repeats. */
  RESEND("重送；对方已有的，会识别为重复", "send again; what the partner has already, it knows as a repeat", true),
  /** Drives what waits in the inbox through the mapping that runs now. */
  REDRIVE(
      "收件箱里有它的来文在等；改好映射后重新处理",
      "something of it waits in the inbox; mend the mapping, then drive it",
      true),
  /** The partner reports once more. */
  ASK_TO_REPORT("请对方重报这一节点", "ask the partner to report this step once more", false),
  /** The county posts once more. */
  ASK_TO_APPLY("请对方重新推送这件申请", "ask the other side to post this application once more", false),
  /** Both sides look. */
  CALL("打电话核对，由错的一方更正", "call, compare, and let the side that is wrong mend it", false);

  private final Words words;
  private final boolean safe;

  Act(String zh, String en, boolean safe) {
    this.words = new Words(zh, en);
    this.safe = safe;
  }

  /** What to do, for people. */
  public Words words() {
    return words;
  }

  /** Whether the hub can do it by itself without harm. */
  public boolean safe() {
    return safe;
  }

  /** The command that does it; {@code null} where there is none. */
  String command(String partner, List<String> orders) {
    return switch (this) {
      case RESEND -> "./lianbao resend " + String.join(" ", orders) + " --why 对账 --yes";
      case REDRIVE -> "./lianbao redrive " + partner;
      default -> null;
    };
  }
}
