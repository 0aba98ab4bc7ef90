package org.lianbao.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What a command is told about one form: its file, the hub it is for, whose credentials sign it.
 */
final class FormArguments {

  @Parameters(paramLabel = "FILE", description = "申请 JSON 文件 / the form as JSON")
  private Path file;

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8080",
      description = "平台地址 / the hub's address")
  private URI url;

  @Option(names = "--data", defaultValue = "./data", description = "平台数据目录 / the hub's data")
  private Path data;

  Path file() {
    return file;
  }

  SignedForm read() throws IOException {
    return SignedForm.read(file, data, url);
  }
}
