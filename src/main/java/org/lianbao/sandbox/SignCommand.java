package org.lianbao.sandbox;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the curl command that posts a form with a signature of now. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description =
        "打印带签名的 curl 命令（300 秒内、一次有效）/ print a signed curl command, good once within 300 s")
final class SignCommand implements Callable<Integer> {

  @Mixin private FormArguments arguments;

  @Override
  public Integer call() throws IOException {
    var form = arguments.read();
    var command = new StringBuilder("curl -sS -X POST ");
    command.append(quoted(form.post().target().toString()));
    form.post()
        .headers(form.document())
        .forEach((name, value) -> command.append(" \\\n  -H ").append(quoted(name + ": " + value)));
    command.append(" \\\n  --data-binary ").append(quoted("@" + arguments.file()));
    System.out.println(command);
    return 0;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
