package org.lianbao.cli;

import picocli.CommandLine.Command;

/** Calls orders off. */
@Command(
    name = "cancel",
    description = {
      "撤销尚未送达的推送单：不再发送，办件记为终止 / call off orders that have not arrived: they are never sent, and their cases know it.",
      "先只列出会怎样；加 --yes 才执行 / tells what would be done; --yes does it."
    },
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:全部照办，或会照办 / all of them are, or would be, done",
      "1:有的保持原样，原因逐行列出 / some are left as they are, each with its reason",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class CancelCommand extends OrdersCommand {

  CancelCommand() {
    super("cancel", null);
  }
}
