package org.lianbao.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
final class ResendCommand implements Callable<Integer> {

  @Mixin Operator operator;
  @Mixin Actor actor;
  @Mixin OrderChoice choice;

  @Option(names = "--yes", description = "执行 / do it.")
  boolean yes;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var query = choice.query("DEAD");
    query.putAll(actor.query());
    query.put("dry", Boolean.toString(!yes));
    var batch = operator.tell("/orders/resend", query);
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(batch.toPrettyString());
    } else {
      new DeliveryPrinter(out).batch(batch);
    }
    return batch.path("left").asInt() == 0 && !batch.path("more").asBoolean() ? 0 : 1;
  }
}
