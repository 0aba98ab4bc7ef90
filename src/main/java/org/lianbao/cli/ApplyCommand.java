package org.lianbao.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a partner's changed folders into force on the running hub. */
@Command(
    name = "apply",
    description = {
      "让改动在运行中的枢纽生效 / bring a partner's changed folders into force on the running hub.",
      "未通过检查或不能启动时，原文继续运行 / if it is refused or does not start, what ran before runs on."
    },
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:已生效，或没有改动 / in force, or nothing has changed",
      "1:被拒绝或已恢复原文 / refused or put back",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {

  @Mixin Operator operator;

  @Parameters(paramLabel = "SLUG", description = "单位（文件夹名） / the partner.")
  String slug;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "操作人，记入变更记录 / who does it, for the record (default: ${DEFAULT-VALUE}).")
  String by;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var verdict = operator.tell("/partners/" + Operator.path(slug) + "/apply", Map.of("by", by));
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(verdict.toPrettyString());
    } else {
      new VerdictPrinter(out).print(verdict);
    }
    return VerdictPrinter.inForce(verdict) ? 0 : 1;
  }
}
