package org.lianbao.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how deliveries to the partners go. */
@Command(
    name = "partners",
    description = {
      "各单位的送达情况：谁被暂挂、多少单在等、哪些要人处理"
          + " / how deliveries go: who is held, what waits, what a person must look at.",
      "写明单位则另列待处理的推送单和最近的操作 / of one partner also its orders to look at and what was done."
    },
    mixinStandardHelpOptions = true)
final class PartnersCommand implements Callable<Integer> {

  @Mixin Operator operator;

  @Parameters(
      arity = "0..1",
      paramLabel = "SLUG",
      description = "单位，不填则全部 / one partner; all if left out.")
  String slug;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var path = slug == null ? "/partners" : "/partners/" + Operator.path(slug);
    var answer = operator.ask(path, Map.of());
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(answer.toPrettyString());
    } else {
      new DeliveryPrinter(out).partners(answer);
    }
    return 0;
  }
}
