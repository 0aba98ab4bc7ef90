package org.lianbao.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends past orders and messages through the changed mappings and compares. */
@Command(
    name = "rehearse",
    description = {
      "用以往的工单和来文演练改动后的映射 / past orders and messages through the changed mappings, field by field.",
      "不发送、不记录；个人信息遮盖 / nothing is sent or written; personal data is masked."
    },
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:没有字段缺失，没有出错 / no field lost, nothing failed",
      "1:有字段缺失或出错 / a field is lost, or something fails",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {

  @Mixin Operator operator;

  @Parameters(paramLabel = "SLUG", description = "单位（文件夹名） / the partner.")
  String slug;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "50",
      description = "最近多少件工单和来文 / how many of each, 1–1000 (default ${DEFAULT-VALUE}).")
  int last;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var rehearsed =
        operator.ask(
            "/partners/" + Operator.path(slug) + "/rehearsal",
            Map.of("last", Integer.toString(last)));
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(rehearsed.toPrettyString());
    } else {
      new RehearsalPrinter(out).print(rehearsed);
    }
    return rehearsed.path("ok").asBoolean() ? 0 : 1;
  }
}
