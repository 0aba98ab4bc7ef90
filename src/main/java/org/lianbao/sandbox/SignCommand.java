package org.lianbao.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the curl command that posts a form with a signature of now. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description =
        "打印带签名的 curl 命令（300 秒内、一次有效）/ print a signed curl command, good once within 300 s")
final class SignCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "申请 JSON 文件 / the form as JSON")
  private Path file;

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8080",
      description = "平台地址 / the hub's address")
  private URI url;

  @Option(names = "--data", defaultValue = "./data", description = "平台数据目录 / the hub's data")
  private Path data;

  @Override
  public Integer call() throws IOException {
    var form = SignedForm.read(file, data, url);
    var command = new StringBuilder("curl -sS -X POST ");
    command.append(quoted(form.post().target().toString()));
    form.post()
        .headers(form.document())
        .forEach((name, value) -> command.append(" \\\n  -H ").append(quoted(name + ": " + value)));
    command.append(" \\\n  --data-binary ").append(quoted("@" + file));
    System.out.println(command);
    return 0;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
