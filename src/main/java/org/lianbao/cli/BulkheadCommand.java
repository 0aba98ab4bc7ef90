package org.lianbao.cli;

import static org.springframework.boot.logging.LogLevel.WARN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.lianbao.shared.Json;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what one partner's trouble costs the others, all in one run on fresh processes. */
@Command(
    name = "bulkhead",
    description = {
      "一家停机、一家 29 秒才应答，对其他单位有何影响；大量暂挂的推送单恢复后怎样送出"
          + " / what a dead and a slow partner cost the others, and how what was held drains.",
      "自行启动枢纽和仿真系统 / starts a hub and a sandbox of its own."
    },
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:其他单位的 p99 不超过 1.5 倍，暂挂的按序按速率送完 / the others within 1.5 times; all drained, in order, at the rate",
      "1:未达到 / not so",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class BulkheadCommand implements Callable<Integer> {

  private static final double MOST = 1.5;

  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(1);

  /** What the sandbox keeps of a case takes less than a tenth of a MiB. */
  private static final int CASES_PER_MIB = 10;

  private static final Pattern SERVICE = Pattern.compile("utility:([A-Z_]+)");

  @Spec CommandSpec spec;

  @Option(
      names = "--cases",
      defaultValue = "300",
      description = "每段的办件数 / cases in each part (${DEFAULT-VALUE}).")
  int cases;

  @Option(
      names = "--rate",
      defaultValue = "2",
      description = "每秒办件数 / cases a second (${DEFAULT-VALUE}).")
  double rate;

  @Option(
      names = "--held",
      defaultValue = "20000",
      description = "暂挂多少单 / orders held (${DEFAULT-VALUE}).")
  int held;

  @Option(
      names = "--per-second",
      defaultValue = "20",
      description = "停机单位的速率 / rate limit of the dead partner (${DEFAULT-VALUE}).")
  int perSecond;

  @Option(
      names = "--port",
      defaultValue = "18400",
      description = "端口 / HTTP port of the hub (${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "数据目录，先清空 / data folder, emptied first (default: data/bulkhead beside the launcher).")
  Path data;

  private String dead;
  private String slow;
  private Town town;
  private PrintWriter out;
  private boolean good = true;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LoggingSystem.get(getClass().getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, WARN);
    out = spec.commandLine().getOut();
    var folder =
        data == null ? Path.of(System.getProperty("lianbao.data", "data"), "bulkhead") : data;
    FileSystemUtils.deleteRecursively(folder);
    choose();
    try (var opened = Town.open(folder, Ports.of(port), Duration.ofHours(1))) {
      town = opened;
      town.routesFrom(pacedRoutes(folder.resolve("routes")));
      town.sandboxHeap(256 + (held + 4 * cases) / CASES_PER_MIB);
      town.start(out);
      var whole = (ObjectNode) form();
      var all = new Load(town.sandbox(), whole);
      all.post(Math.max(20, cases / 3), rate * 2);
      quiet(List.of());
      var usual = others(all.post(cases, rate), "无故障 / without faults", Double.NaN);
      troubled(all, usual);
      drain(all, new Load(town.sandbox(), Load.within(whole, service())), usual);
    }
    out.println(good ? "达到 / as promised" : "未达到 / NOT as promised");
    return good ? 0 : 1;
  }

  private void troubled(Load all, double usual) throws IOException, InterruptedException {
    var down = begin(dead, "down", "");
    var late = begin(slow, "slow", "29s");
    var posted = all.post(cases, rate);
    others(posted, "%s 停机，%s 29 秒才应答 / dead, and slow".formatted(dead, slow), usual);
    end(down);
    end(late);
    tell("/partners/" + dead + "/release");
    tell("/partners/" + slow + "/release");
    quiet(List.of());
  }

  private void drain(Load all, Load few, double usual) throws IOException, InterruptedException {
    var down = begin(dead, "down", "");
    var waiting = few.post(held, 0);
    quiet(List.of(dead));
    print("%s 暂挂 / held".formatted(dead), waiting(dead) + "");
    others(all.post(cases, rate), "暂挂期间 / while they are held", usual);
    end(down);
    var before = town.sandbox().get("/admin/" + dead + "/orders").size();
    var began = System.nanoTime();
    tell("/partners/" + dead + "/release");
    var posting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return all.post(cases, rate);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    while (waiting(dead) > 0) {
      TimeUnit.SECONDS.sleep(1);
      town.requireAlive();
    }
    var seconds = (System.nanoTime() - began) / 1e9;
    others(posting.join(), "送出期间 / while they drain", usual);
    quiet(List.of());
    inOrder(before, waiting, seconds);
  }

  /** How what was held reached the partner, as the partner's own simulator kept it. */
  private void inOrder(int before, List<String> waiting, double seconds)
      throws IOException, InterruptedException {
    var arrived = new ArrayList<String>();
    var meant = List.copyOf(waiting).stream().sorted().toList();
    var known = new HashSet<>(meant);
    var orders = town.sandbox().get("/admin/" + dead + "/orders");
    for (var i = before; i < orders.size(); i++) {
      var orderNo = orders.get(i).path("orderNo").asText();
      var caseNo = orderNo.substring(0, orderNo.lastIndexOf('-'));
      if (known.contains(caseNo)) {
        arrived.add(caseNo);
      }
    }
    var place = new HashMap<String, Integer>();
    for (var i = 0; i < meant.size(); i++) {
      place.put(meant.get(i), i);
    }
    var farthest = 0;
    for (var i = 0; i < arrived.size(); i++) {
      farthest = Math.max(farthest, Math.abs(i - place.get(arrived.get(i))));
    }
    var perSecondReached = (orders.size() - before) / seconds;
    print(
        "送出 / drained",
        "%d in %.0f s, %.1f /s (limit %d)"
            .formatted(arrived.size(), seconds, perSecondReached, perSecond));
    print("离应有位置最远 / farthest from its place", Integer.toString(farthest));
    good &=
        arrived.size() == waiting.size() && perSecondReached <= perSecond * 1.02 && farthest <= 100;
  }

  /** Prints how long deliveries of these cases took to all but the two, and returns the p99. */
  private double others(List<String> posted, String what, double usual)
      throws IOException, InterruptedException {
    quiet(List.of(dead, slow));
    var millis = new ArrayList<Double>();
    for (var caseNo : posted) {
      for (var it : settled(caseNo)) {
        millis.add(took(it));
      }
    }
    millis.sort(null);
    var p99 = millis.get((int) (millis.size() * 0.99));
    var ratio = p99 / usual;
    print(
        what,
        "%d deliveries to the others, p50 %.0f ms, p99 %.0f ms%s"
            .formatted(
                millis.size(),
                millis.get(millis.size() / 2),
                p99,
                Double.isNaN(usual) ? "" : ", %.2f times".formatted(ratio)));
    good &= Double.isNaN(usual) || ratio <= MOST;
    return p99;
  }

  /** A case's deliveries to the others; what an answer of the slow one has just made owed, too. */
  private List<JsonNode> settled(String caseNo) throws IOException, InterruptedException {
    var end = System.nanoTime() + SETTLED_WITHIN.toNanos();
    while (true) {
      var theirs = deliveries(caseNo);
      var open = theirs.stream().filter(it -> !it.hasNonNull("settledAt")).findAny();
      if (open.isEmpty()) {
        return theirs;
      }
      if (System.nanoTime() > end) {
        throw new CommandFailure(
            "没有送达 / was not delivered: " + open.get().path("orderNo").asText());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private List<JsonNode> deliveries(String caseNo) throws IOException, InterruptedException {
    var all = town.hub().get("/api/v1/cases/" + caseNo + "/deliveries").path("deliveries");
    return all.valueStream()
        .filter(it -> !List.of(dead, slow).contains(it.path("partner").asText()))
        .toList();
  }

  private static double took(JsonNode delivery) {
    return Duration.between(
                Instant.parse(delivery.path("owedAt").asText()),
                Instant.parse(delivery.path("settledAt").asText()))
            .toNanos()
        / 1e6;
  }

  /** Waits until nobody but these is owed anything. */
  private void quiet(List<String> but) throws IOException, InterruptedException {
    boolean busy;
    do {
      TimeUnit.MILLISECONDS.sleep(500);
      town.requireAlive();
      busy = false;
      for (var partner : town.hub().get("/api/v1/partners").path("partners")) {
        busy |=
            !but.contains(partner.path("partner").asText())
                && partner.path("waiting").asLong() + partner.path("onTheirWay").asLong() > 0;
      }
    } while (busy);
  }

  private long waiting(String slug) throws IOException, InterruptedException {
    for (var partner : town.hub().get("/api/v1/partners").path("partners")) {
      if (partner.path("partner").asText().equals(slug)) {
        return partner.path("waiting").asLong() + partner.path("onTheirWay").asLong();
      }
    }
    throw new CommandFailure("没有单位 / there is no partner " + slug);
  }

  private String begin(String partner, String fault, String argument)
      throws IOException, InterruptedException {
    var asked = Map.of("partner", partner, "fault", fault, "arg", argument, "for", "24h");
    var answer =
        town.sandbox().post("/admin/faults", Json.write(asked).getBytes(StandardCharsets.UTF_8));
    if (answer.status() != 201) {
      throw new CommandFailure(answer.body().path("message").asText());
    }
    return answer.body().path("id").asText();
  }

  private void end(String fault) throws IOException, InterruptedException {
    town.sandbox().delete("/admin/faults/" + fault);
  }

  private void tell(String path) throws IOException, InterruptedException {
    Operator.on(town.data()).tell(path, Map.of("by", "bulkhead", "why", "measured"));
  }

  /** The routes as they are, but for the rate limit of the partner that will be dead. */
  private Path pacedRoutes(Path copy) throws IOException {
    FileSystemUtils.copyRecursively(Folders.usual("routes"), copy);
    Files.writeString(
        copy.resolve(dead).resolve("partner.yaml"),
        "\npace: {perSecond: %d}\n".formatted(perSecond),
        StandardOpenOption.APPEND);
    return copy;
  }

  /** Two utilities that are called over HTTP, so that it shows at once when they are away. */
  private void choose() throws IOException {
    try (var folders = Files.list(Folders.usual("routes"))) {
      var called = folders.filter(BulkheadCommand::isCalled).sorted().toList();
      if (called.size() < 2) {
        throw new CommandFailure("需要两个以 HTTP 往来的专营单位 / two utilities called over HTTP are needed");
      }
      slow = called.get(0).getFileName().toString();
      dead = called.get(called.size() - 1).getFileName().toString();
    }
  }

  private static boolean isCalled(Path folder) {
    var text = manifest(folder);
    return SERVICE.matcher(text).find() && text.contains("\n  url:");
  }

  private static String manifest(Path folder) {
    try {
      var file = folder.resolve("partner.yaml");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The service of the dead partner, as its manifest has it. */
  private String service() {
    var role = SERVICE.matcher(manifest(Folders.usual("routes").resolve(dead)));
    return role.find() ? role.group(1) : "";
  }

  private static JsonNode form() throws IOException {
    try (var in = BulkheadCommand.class.getResourceAsStream("/sandbox/application.json")) {
      return Json.read(in.readAllBytes());
    }
  }

  private void print(String what, String value) {
    out.println(Columns.pad(what, 52) + value);
    out.flush();
  }
}
