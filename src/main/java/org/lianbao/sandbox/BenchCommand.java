package org.lianbao.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.lianbao.sandbox.county.CountyKey;
import org.lianbao.sandbox.county.CountyPost;
import org.lianbao.sandbox.county.CountySignature;
import org.lianbao.sandbox.keys.CredentialsFile;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Posts many applications as the county would and says how fast the hub took and delivered them.
 * Delivery times are those of the case record: from the application's acceptance to the last
 * delivery, both as recorded.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "批量提交申请并测速 / post many applications and measure; needs a hub and a sandbox")
final class BenchCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Option(names = "--cases", defaultValue = "1000", description = "申请数 / how many (1000)")
  private int cases;

  @Option(names = "--clients", defaultValue = "16", description = "并发 / at a time (16)")
  private int clients;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "每秒提交数，0 为不限 / posts a second; 0: as fast as they are answered")
  private int rate;

  @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "枢纽 / the hub")
  private URI url;

  @Option(names = "--data", defaultValue = "./data", description = "平台数据目录 / the hub's data")
  private Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final Queue<Long> answerNanos = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    var county = CountyKey.of(new CredentialsFile(data).read().with("county"));
    var desk = new CountyPost(url, new CountySignature(county, Clock.system()));
    var series = "GGB" + UUID.randomUUID().toString().substring(0, 8);
    var began = System.nanoTime();
    post(desk, series, began);
    var posted = System.nanoTime() - began;
    print("提交 / posts answered", "%.0f /s".formatted(accepted.size() / seconds(posted)));
    percentiles("受理应答 / answer", answerNanos.stream().map(nanos -> nanos / 1e6).toList());
    var delivered = delivered(began);
    print("送达 / cases delivered to all", "%.0f /s".formatted(delivered.perSecond()));
    percentiles("受理到末次送达 / accepted to last delivery", delivered.millis());
    print("拒绝或失败 / refused or failed", Integer.toString(refused.get()));
    return refused.get() == 0 && delivered.millis().size() == cases ? 0 : 1;
  }

  private void post(CountyPost desk, String series, long began)
      throws IOException, InterruptedException, ExecutionException {
    var template = template();
    var next = new AtomicInteger();
    var pool = Executors.newFixedThreadPool(clients);
    var work = new ArrayList<Future<?>>();
    for (var client = 0; client < clients; client++) {
      work.add(
          pool.submit(
              () -> {
                for (var n = next.getAndIncrement(); n < cases; n = next.getAndIncrement()) {
                  if (rate > 0) {
                    var due = began + n * 1_000_000_000L / rate;
                    LockSupport.parkNanos(due - System.nanoTime());
                  }
                  one(desk, template, series + "%07d".formatted(n));
                }
                return null;
              }));
    }
    for (var client : work) {
      client.get();
    }
    pool.shutdown();
  }

  private void one(CountyPost desk, ObjectNode template, String number)
      throws IOException, InterruptedException {
    var form = template.deepCopy();
    form.put("requestId", UUID.randomUUID().toString());
    form.put("upstreamApplyNo", number);
    var document = Json.mapper().writeValueAsBytes(form);
    var from = System.nanoTime();
    var answer = desk.post(document);
    answerNanos.add(System.nanoTime() - from);
    if (answer.status() == 202) {
      accepted.add(
          Json.read(answer.body().getBytes(StandardCharsets.UTF_8)).path("caseNo").asText());
    } else {
      refused.incrementAndGet();
    }
  }

  private static ObjectNode template() throws IOException {
    try (var in = BenchCommand.class.getResourceAsStream("/sandbox/application.json")) {
      return (ObjectNode) Json.read(in.readAllBytes());
    }
  }

  private record Delivered(double perSecond, List<Double> millis) {}

  private Delivered delivered(long began) throws IOException, InterruptedException {
    var millis = new ArrayList<Double>();
    OffsetDateTime first = null;
    OffsetDateTime last = null;
    for (var caseNo : accepted) {
      var events = awaitDeliveries(caseNo, began);
      if (events.isEmpty()) {
        break;
      }
      var taken = events.get(0);
      var end = events.get(events.size() - 1);
      millis.add(Duration.between(taken, end).toNanos() / 1e6);
      first = first == null || taken.isBefore(first) ? taken : first;
      last = last == null || end.isAfter(last) ? end : last;
    }
    var span = first == null ? 1 : Duration.between(first, last).toNanos() / 1e9;
    return new Delivered(millis.size() / span, millis);
  }

  /** When the case was accepted, and when each order was delivered; empty if that never came. */
  private List<OffsetDateTime> awaitDeliveries(String caseNo, long began)
      throws IOException, InterruptedException {
    while (System.nanoTime() - began < PATIENCE.toNanos()) {
      var record = get("/api/v1/cases/" + caseNo);
      var times = new ArrayList<OffsetDateTime>();
      record.path("events").forEach(event -> keep(event, times));
      if (times.size() == 1 + record.path("orders").size()) {
        return times;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return List.of();
  }

  private static void keep(JsonNode event, List<OffsetDateTime> times) {
    var code = event.path("code").asText();
    if (code.equals("APPLICATION_ACCEPTED") || code.equals("ORDER_DELIVERED")) {
      times.add(OffsetDateTime.parse(event.path("recordedAt").asText()));
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url.resolve(path)).build();
    return Json.read(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
  }

  private static void percentiles(String what, List<Double> millis) {
    var sorted = millis.stream().sorted().toList();
    if (!sorted.isEmpty()) {
      print(
          what,
          "p50 %.1f  p99 %.1f ms"
              .formatted(sorted.get(sorted.size() / 2), sorted.get((int) (sorted.size() * 0.99))));
    }
  }

  private static void print(String what, String value) {
    System.out.printf("%-50s %s%n", what, value);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
