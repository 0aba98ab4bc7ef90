package org.lianbao.cli;

import java.io.IOException;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a partner's orders. */
@Command(
    name = "hold",
    description =
        "暂挂一个单位：新的推送单照常产生，按序等待，一件不丢 / hold a partner: orders are made as ever and wait in order; none is lost.",
    mixinStandardHelpOptions = true)
final class HoldCommand implements Callable<Integer> {

  @Mixin Operator operator;
  @Mixin Actor actor;

  @Parameters(paramLabel = "SLUG", description = "单位 / the partner.")
  String slug;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "到时自动恢复，北京时间，如 2026-12-05T22:00 / ends by itself then, Beijing time.")
  String until;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var query = new TreeMap<>(actor.query());
    if (until != null) {
      query.put("until", until);
    }
    var answer = operator.tell("/partners/" + Operator.path(slug) + "/hold", query);
    new DeliveryPrinter(operator.command.commandLine().getOut()).partners(answer);
    return 0;
  }
}
