package org.lianbao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.lianbao.processes.WebClient;
import org.lianbao.shared.Json;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Speaks with the hub that runs on a data folder, as its operator. */
final class Operator {

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "运行中枢纽的数据目录 / data folder of the running hub (default: data beside the launcher).")
  Path data;

  /** The operator of the hub on this data folder, outside any command line. */
  static Operator on(Path data) {
    var operator = new Operator();
    operator.data = data;
    return operator;
  }

  /** What the hub answers to a question. */
  JsonNode ask(String path, Map<String, String> query) throws IOException, InterruptedException {
    try {
      return checked(hub().ask("/operator" + path + "?" + encoded(query)));
    } catch (ConnectException e) {
      throw gone();
    }
  }

  /** What the hub answers to an order. */
  JsonNode tell(String path, Map<String, String> query) throws IOException, InterruptedException {
    try {
      return checked(hub().post("/operator" + path + "?" + encoded(query), new byte[0]));
    } catch (ConnectException e) {
      throw gone();
    }
  }

  /** What the hub answers to a file. */
  JsonNode bring(String path, byte[] file) throws IOException, InterruptedException {
    try {
      return checked(hub().post("/operator" + path, file));
    } catch (ConnectException e) {
      throw gone();
    }
  }

  private JsonNode checked(WebClient.Answer answer) {
    if (answer.status() == 404 && answer.body().path("code").asText().startsWith("UNKNOWN_")) {
      throw unknown(
          answer.body().path("title").asText() + "：" + answer.body().path("detail").asText());
    }
    if (answer.status() != 200) {
      throw new CommandFailure(
          "枢纽拒绝 / the hub answered %d: %s %s"
              .formatted(
                  answer.status(),
                  answer.body().path("title").asText(),
                  answer.body().path("detail").asText()));
    }
    return answer.body();
  }

  private RuntimeException unknown(String text) {
    return command == null
        ? new CommandFailure(text)
        : new CommandLine.ParameterException(command.commandLine(), text);
  }

  private WebClient hub() throws IOException {
    var file = folder().resolve("operator.json");
    if (!Files.isReadable(file)) {
      throw gone();
    }
    var access = Json.read(Files.readAllBytes(file));
    return new WebClient(access.path("url").asText(), access.path("token").asText());
  }

  private Path folder() {
    return data != null ? data : Path.of(System.getProperty("lianbao.data", "data"));
  }

  private CommandFailure gone() {
    return new CommandFailure(
        "没有枢纽在运行 / no hub runs on %s → ./lianbao run, or name its data folder with --data DIR"
            .formatted(folder().toAbsolutePath().normalize()));
  }

  /** A word of a path. */
  static String path(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
