package org.lianbao.cli;

import picocli.CommandLine.Command;

/** Sends orders again. */
@Command(
    name = "resend",
    description = {
      "重送推送单：放弃的、等待重试的、对方丢失的 / send orders again: those given up, those that wait for a retry, those the partner lost.",
      "先只列出会怎样；加 --yes 才执行 / tells what would be done; --yes does it."
    },
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:全部照办，或会照办 / all of them are, or would be, done",
      "1:有的保持原样，原因逐行列出 / some are left as they are, each with its reason",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class ResendCommand extends OrdersCommand {

  ResendCommand() {
    super("resend", "DEAD");
  }
}
