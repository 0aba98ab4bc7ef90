package org.lianbao.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Soaks a hub: load, faults, and what must hold all the same. */
@Command(
    name = "soak",
    description = {
      "浸泡试验 / put a hub, or two, under load while everything fails, then hold what the county was",
      "promised against what everybody has written down. Exit code 0 only if all of it holds."
    },
    mixinStandardHelpOptions = true)
public final class SoakCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Option(
      names = "--cases",
      paramLabel = "N",
      defaultValue = "200",
      description = "申请数 / applications to post (default ${DEFAULT-VALUE}).")
  int cases;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "10",
      description = "每秒提交数 / posts a second (default ${DEFAULT-VALUE}).")
  int rate;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "1s",
      description =
          "故障至少持续 / faults go on for this long, at least one round and as long as there are posts.")
  Duration lasts;

  @Option(
      names = "--faults",
      paramLabel = "NAME,…",
      defaultValue = "all",
      description = {
        "故障 / what goes wrong: all, none, or of kill-hub, kill-broker, restart-db, partner-down,",
        "partner-slow, duplicate, reorder, half-file, disk-full, clock-jump."
      })
  String faults;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "随机种子 / of the order, lengths and victims of faults (default ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "枢纽数 / hubs, 1 to 4; several share a database server and a broker.")
  int replicas;

  @Option(
      names = "--db",
      paramLabel = "URL",
      defaultValue = "",
      description =
          "数据库 / JDBC URL of an empty database of yours; LIANBAO_DB_USER and LIANBAO_DB_PASSWORD hold.")
  String db;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      defaultValue = "",
      description =
          "消息中间件 / URL of an Artemis server of yours; LIANBAO_BROKER_USER and _PASSWORD hold.")
  String broker;

  @Option(
      names = "--pace",
      paramLabel = "TIME",
      defaultValue = "300ms",
      description = "办理节奏 / time between two steps at a partner (default ${DEFAULT-VALUE}).")
  Duration pace;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "数据目录 / a folder of its own, emptied first (default: data/soak beside the launcher).")
  Path data;

  @Override
  public Integer call() throws Exception {
    LoggingSystem.get(getClass().getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    var plan = plan();
    var out = spec.commandLine().getOut();
    out.printf(
        "soak --cases %d --rate %d --faults %s --replicas %d --seed %d%n",
        cases, rate, faults, replicas, seed);
    try (var site = Site.open(plan, out)) {
      return new Soak(plan, site, out).run() ? 0 : 1;
    }
  }

  private Plan plan() {
    if (cases < 1 || rate < 1 || replicas < 1 || replicas > 4) {
      throw new ParameterException(
          spec.commandLine(), "--cases and --rate must be at least 1, --replicas 1 to 4");
    }
    if (replicas > 1 && db.isBlank() != broker.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "--db 与 --broker 须同时给出 / give both --db and --broker, or neither");
    }
    return new Plan(cases, rate, lasts, troubles(), seed, replicas, db, broker, pace, folder());
  }

  private Set<Trouble> troubles() {
    try {
      return Trouble.read(faults);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Path folder() {
    var named =
        data == null ? Path.of(System.getProperty("lianbao.data", "data")).resolve("soak") : data;
    return named.toAbsolutePath().normalize();
  }
}
