package org.lianbao.cli;

import static org.springframework.boot.logging.LogLevel.WARN;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.lianbao.shared.Clock;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the hub at work: an application posted by a county, served by everybody it concerns. */
@Command(
    name = "demo",
    description = {
      "演示 / start the hub and, as the sandbox, everybody around it; post one application and follow it.",
      "Run again on the same data after any crash, it goes on where it stood."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final Duration TICK = Duration.ofMillis(200);

  @Spec CommandSpec spec;

  @Option(
      names = "--once",
      description =
          "办结后退出 / stop when the case is over; exit code 0 only if it is done, or as its scenario says.")
  boolean once;

  @Option(
      names = "--application",
      paramLabel = "FILE",
      description = "申请表 / the joint form to post, JSON (default: one with all four services).")
  Path application;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = {
        "场景 / a named journey instead: what is applied for, what everybody does, how it must end;",
        "an unknown name lists them."
      })
  String scenario;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "端口 / HTTP port of the hub (default ${DEFAULT-VALUE}); the others follow it.")
  int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "数据目录 / data folder (default: data/demo beside the launcher).")
  Path data;

  @Option(
      names = "--pace",
      paramLabel = "TIME",
      defaultValue = "300ms",
      description =
          "办理节奏 / how long a utility takes for a step: 50ms, 2s, 1h (default ${DEFAULT-VALUE}).")
  Duration pace;

  private final Clock clock = Clock.system();

  @Override
  public Integer call() throws IOException, InterruptedException {
    // What the libraries have to say belongs in the children's logs, not in the story.
    LoggingSystem.get(getClass().getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, WARN);
    var out = spec.commandLine().getOut();
    if (scenario != null) {
      Scenarios.load().require(scenario);
      if (application != null) {
        throw new CommandFailure(
            "--scenario 与 --application 只能选一个 / --scenario and --application exclude each other");
      }
    }
    var form = form();
    var door = scenario == null ? "/admin/county/applications" : "/admin/scenarios/" + scenario;
    var ports = Ports.of(port);
    var printer = new CasePrinter(out);
    try (var town = Town.open(folder(), ports, pace)) {
      town.start(out);
      if (!once) {
        town.applyChanges(Folders.usual("routes"), Folders.usual("mappings"), out);
      }
      var answer = town.sandbox().post(door, form);
      var status = answer.body().path("httpStatus").asInt(answer.status());
      if (status / 100 != 2) {
        printer.refusal(status, answer.body().path("answer"));
        return 1;
      }
      var caseNo = answer.body().path("answer").path("caseNo").asText();
      out.printf("已受理 / accepted: %s  %s/cases/%s%n", caseNo, town.hub().base(), caseNo);
      var done = follow(town, new Story(town.hub(), caseNo), caseNo, printer);
      if (!once) {
        out.printf("Ctrl-C 结束 / to stop. %s/%n", town.hub().base());
        town.awaitEnd();
      }
      return done ? 0 : 1;
    }
  }

  /** Prints the case until it has an outcome and the county knows all of it. */
  private boolean follow(Town town, Story story, String caseNo, CasePrinter printer)
      throws IOException, InterruptedException {
    var limit = Duration.ofMinutes(10).plus(pace.multipliedBy(40));
    var end = clock.now().plus(limit);
    while (clock.now().isBefore(end)) {
      town.requireAlive();
      try {
        var ended = step(town, story, printer);
        if (ended.isPresent()) {
          return scenario == null ? concluded(ended.get()) : asScenario(town, caseNo);
        }
      } catch (IOException e) {
        // A hub or sandbox that has just died is told by requireAlive; one that stalls, by the
        // limit.
        TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
      }
    }
    printer.record(story.record());
    throw new CommandFailure(
        "超时 / %s is not finished after %d minutes; the record above says what it waits for"
            .formatted(caseNo, limit.toMinutes()));
  }

  /**
   * Prints what is new; the record, printed, once the case has ended and nobody is owed anything.
   */
  private static Optional<JsonNode> step(Town town, Story story, CasePrinter printer)
      throws IOException, InterruptedException {
    var news = story.news();
    news.forEach(printer::event);
    if (!news.isEmpty()) {
      return Optional.empty();
    }
    var record = story.record();
    if (!"OPEN".equals(record.path("status").asText())
        && countyKnowsAll(town, record)
        && nothingIsOwed(town, record)) {
      printer.record(record);
      return Optional.of(record);
    }
    TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
    return Optional.empty();
  }

  private boolean concluded(JsonNode record) {
    var status = record.path("status").asText();
    var done = "DONE".equals(status);
    spec.commandLine()
        .getOut()
        .println(
            done
                ? "✔ 办结，县平台已收到全部 %d 条进度 / done, and the county has all %d events"
                    .formatted(record.path("lastSeq").asLong(), record.path("lastSeq").asLong())
                : "✘ 未办结 / the case ended as " + status);
    return done;
  }

  /** Whether the case ended as its scenario says; what did not is printed. */
  private boolean asScenario(Town town, String caseNo) throws IOException, InterruptedException {
    var out = spec.commandLine().getOut();
    var verdict = town.sandbox().get("/admin/scenarios/" + caseNo);
    verdict.path("faults").forEach(fault -> out.println("✘ " + fault.asText()));
    var well = verdict.path("ended").asBoolean() && verdict.path("faults").isEmpty();
    out.printf(
        well
            ? "✔ 场景 %1$s 如期结束：%2$s / the scenario ended as it should%n"
            : "✘ 场景 %1$s 未如期结束，应为 %2$s / the scenario did not end as it should%n",
        scenario,
        verdict.path("ends").asText());
    return well;
  }

  private static boolean countyKnowsAll(Town town, JsonNode record)
      throws IOException, InterruptedException {
    var path = "/admin/county/cases/" + record.path("caseNo").asText();
    if (!town.sandbox().answers(path)) {
      return false;
    }
    var known = town.sandbox().get(path);
    return known.path("contiguous").asBoolean()
        && known.path("lastSeq").asLong() >= record.path("lastSeq").asLong(Long.MAX_VALUE);
  }

  private static boolean nothingIsOwed(Town town, JsonNode record)
      throws IOException, InterruptedException {
    var path = "/api/v1/cases/" + record.path("caseNo").asText() + "/deliveries";
    return town.hub().get(path).path("pending").asLong(1) == 0;
  }

  private byte[] form() throws IOException {
    if (application == null) {
      return new byte[0];
    }
    if (!Files.isReadable(application) || Files.isDirectory(application)) {
      throw new CommandFailure("找不到文件 / cannot read " + application);
    }
    return Files.readAllBytes(application);
  }

  private Path folder() {
    if (data != null) {
      return data.toAbsolutePath().normalize();
    }
    var root = Path.of(System.getProperty("lianbao.data", "data"));
    return root.resolve("demo").toAbsolutePath().normalize();
  }
}
