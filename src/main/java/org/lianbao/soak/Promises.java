package org.lianbao.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.lianbao.processes.WebClient;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/**
 * The county's applications and what it was promised for each: a case number with a 202. What is
 * not answered, or answered 5xx, is posted again, unchanged, until it is answered.
 */
final class Promises implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** As many posts may be open at a time; a county that waits longer is late, not wrong. */
  private static final int CLIENTS = 96;

  /** One in so many is posted once more after it was accepted. */
  private static final int ASKED_AGAIN = 10;

  private static final String POST = "/admin/county/applications";

  private final WebClient sandbox;
  private final Clock clock = Clock.system();
  private final ObjectNode form;
  private final String series = UUID.randomUUID().toString().substring(0, 6);
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicLong slowest = new AtomicLong();
  private final Map<String, Promise> kept = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private final ExecutorService clients =
      Executors.newFixedThreadPool(
          CLIENTS,
          work -> {
            var thread = new Thread(work, "posts");
            thread.setDaemon(true);
            return thread;
          });

  Promises(WebClient sandbox) throws IOException, InterruptedException {
    this.sandbox = sandbox;
    this.form = (ObjectNode) sandbox.get(POST);
  }

  /** A case that was promised for an application. */
  record Promise(String applyNo, String caseNo) {}

  /** Posts so many, so many a second; returns at once. */
  List<Future<?>> post(int count, int rate) {
    var first = clock.now();
    var posts = new ArrayList<Future<?>>();
    for (var i = 0; i < count; i++) {
      var due = first.plusMillis(i * 1_000L / rate);
      posts.add(clients.submit(() -> one(due)));
    }
    return posts;
  }

  /** Posts one and waits for its promise. */
  Promise one() throws InterruptedException {
    return one(clock.now());
  }

  /** The promises, by the number of the application. */
  synchronized List<Promise> kept() {
    return List.copyOf(kept.values());
  }

  /** What was answered that is no promise, or another one for the same. */
  synchronized List<String> broken() {
    return List.copyOf(broken);
  }

  /** Posts, repeats included. */
  int tries() {
    return tries.get();
  }

  Duration slowest() {
    return Duration.ofMillis(slowest.get());
  }

  @Override
  public void close() {
    clients.shutdownNow();
  }

  private Promise one(Instant due) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(Math.max(0, Duration.between(clock.now(), due).toMillis()));
    var number = numbers.getAndIncrement();
    var applyNo = "SOAK" + series + "%06d".formatted(number);
    var application = form.deepCopy();
    application.put("requestId", UUID.randomUUID().toString());
    application.put("upstreamApplyNo", applyNo);
    var document = Json.write(application).getBytes(StandardCharsets.UTF_8);
    var began = clock.now();
    var caseNo = accepted(applyNo, document);
    if (caseNo == null) {
      return null;
    }
    slowest.accumulateAndGet(Duration.between(began, clock.now()).toMillis(), Math::max);
    var promise = new Promise(applyNo, caseNo);
    synchronized (this) {
      kept.put(applyNo, promise);
    }
    if (number % ASKED_AGAIN == 0) {
      var again = accepted(applyNo, document);
      if (!caseNo.equals(again)) {
        breaks(applyNo, "answered " + caseNo + ", and asked again " + again);
      }
    }
    return promise;
  }

  /** The case number; {@code null} if there was no promise, which is written down. */
  private String accepted(String applyNo, byte[] document) throws InterruptedException {
    var end = clock.now().plus(PATIENCE);
    var last = "";
    while (clock.now().isBefore(end)) {
      tries.incrementAndGet();
      try {
        var answer = sandbox.post(POST, document);
        var status = answer.body().path("httpStatus").asInt();
        if (status == 202) {
          return answer.body().at("/answer/caseNo").asText();
        }
        last = status + " " + answer.body().at("/answer/code").asText();
        if (status / 100 == 4) {
          breaks(applyNo, "refused: " + last);
          return null;
        }
      } catch (IOException e) {
        last = e.toString();
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
    breaks(applyNo, "no answer in " + PATIENCE.toMinutes() + " min: " + last);
    return null;
  }

  private synchronized void breaks(String applyNo, String how) {
    broken.add(applyNo + " " + how);
  }
}
