package org.lianbao.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
final class CancelCommand implements Callable<Integer> {

  @Mixin Operator operator;
  @Mixin Actor actor;
  @Mixin OrderChoice choice;

  @Option(names = "--yes", description = "执行 / do it.")
  boolean yes;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var query = choice.query(null);
    query.putAll(actor.query());
    query.put("dry", Boolean.toString(!yes));
    var batch = operator.tell("/orders/cancel", query);
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(batch.toPrettyString());
    } else {
      new DeliveryPrinter(out).batch(batch);
    }
    return batch.path("left").asInt() == 0 && !batch.path("more").asBoolean() ? 0 : 1;
  }
}
