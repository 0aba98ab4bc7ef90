package org.lianbao.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.lianbao.sandbox.fault.FaultRequest;
import org.lianbao.shared.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a fault at a running sandbox, ends one, or lists those that are on. */
@Command(
    name = "fault",
    mixinStandardHelpOptions = true,
    description = {
      "让仿真单位出故障 / make a simulated partner fail for a time; without arguments: what is on",
      "故障 / faults: down, slow[:2s], flaky[:2], duplicate, reorder, garbage, refuse"
    },
    exitCodeListHeading = "退出码 / exit codes:%n",
    exitCodeList = {"0:已办 / done", "1:沙箱不接受 / refused", "2:沙箱不可达 / unreachable"})
final class FaultCommand implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", paramLabel = "PARTNER", description = "单位 / its slug")
  private String partner;

  @Parameters(index = "1", arity = "0..1", paramLabel = "FAULT", description = "故障，如 slow:2s")
  private String fault;

  @Option(
      names = "--for",
      defaultValue = "30s",
      paramLabel = "TIME",
      description = "持续多久，至多 24h / for how long (${DEFAULT-VALUE})")
  private String lasts;

  @Option(names = "--end", paramLabel = "ID", description = "提前结束 / end this one now")
  private String ended;

  @Option(
      names = "--sandbox",
      defaultValue = "http://127.0.0.1:8090",
      description = "沙箱地址 / the sandbox's address")
  private URI sandbox;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (ended != null) {
      return print(HttpRequest.newBuilder(pages("/" + ended)).DELETE());
    }
    if (partner == null) {
      return print(HttpRequest.newBuilder(pages("")));
    }
    if (fault == null) {
      throw new IOException("缺少故障，如 slow:2s / name a fault, such as slow:2s");
    }
    var asked = FaultRequest.of(partner + "=" + fault);
    var document = new LinkedHashMap<String, String>();
    document.put("partner", asked.partner());
    document.put("fault", asked.kind());
    document.put("arg", asked.arg());
    document.put("for", lasts);
    return print(
        HttpRequest.newBuilder(pages(""))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(document))));
  }

  private URI pages(String id) throws IOException {
    try {
      return sandbox.resolve("/admin/faults" + id);
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + ended + "' 不是故障编号 / is not the id of a fault", e);
    }
  }

  private int print(HttpRequest.Builder request) throws IOException, InterruptedException {
    var http = HttpClient.newHttpClient();
    try {
      var answer =
          http.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofByteArray());
      var said = Json.read(answer.body());
      if (answer.statusCode() / 100 != 2) {
        System.err.println(said.path("message").asText("HTTP " + answer.statusCode()));
        return 1;
      }
      if (said.isArray()) {
        said.forEach(FaultCommand::line);
      } else {
        line(said);
      }
      return 0;
    } catch (IOException e) {
      throw new IOException(
          "沙箱 " + sandbox + " 不可达 / the sandbox cannot be reached; is it running?", e);
    }
  }

  private static void line(JsonNode fault) {
    var arg = fault.path("arg").asText();
    var until = fault.path("until").asText();
    System.out.printf(
        "%-4s %-16s %-14s %s%n",
        fault.path("id").asText(),
        fault.path("partner").asText(),
        fault.path("fault").asText() + (arg.isEmpty() ? "" : ":" + arg),
        until.isEmpty() ? "直到结束 / until ended" : "至 / until " + until);
  }
}
