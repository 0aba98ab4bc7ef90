package org.lianbao.cli;

import java.io.IOException;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a partner's orders go again. */
@Command(
    name = "release",
    description =
        "恢复一个单位；因故障暂挂的立即试送一件 / release a partner; where the hub holds it, one order is tried now.",
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

  @Mixin Operator operator;
  @Mixin Actor actor;

  @Parameters(paramLabel = "SLUG", description = "单位 / the partner.")
  String slug;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var query = new TreeMap<>(actor.query());
    var answer = operator.tell("/partners/" + Operator.path(slug) + "/release", query);
    new DeliveryPrinter(operator.command.commandLine().getOut()).partners(answer);
    return 0;
  }
}
