package org.lianbao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.lianbao.processes.WebClient;
import org.lianbao.shared.Json;

/** Lets the simulated county post applications, each with numbers of its own. */
record Load(WebClient sandbox, ObjectNode template) {

  private static final int CLIENTS = 8;

  /**
   * Posts so many, and returns the numbers of their cases.
   *
   * @param rate posts a second; 0: as fast as they are answered
   */
  List<String> post(int count, double rate) throws InterruptedException {
    Queue<String> cases = new ConcurrentLinkedQueue<>();
    var next = new AtomicInteger();
    var began = System.nanoTime();
    var pool = Executors.newFixedThreadPool(CLIENTS);
    var work = new ArrayList<Future<?>>();
    for (var client = 0; client < CLIENTS; client++) {
      work.add(
          pool.submit(
              () -> {
                for (var n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                  if (rate > 0) {
                    LockSupport.parkNanos(began + (long) (n * 1e9 / rate) - System.nanoTime());
                  }
                  cases.add(one());
                }
                return null;
              }));
    }
    try {
      for (var client : work) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new CommandFailure("推送失败 / an application was not taken: " + e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return List.copyOf(cases);
  }

  private String one() throws IOException, InterruptedException {
    var form = template.deepCopy();
    var number = UUID.randomUUID().toString();
    form.put("requestId", number).put("upstreamApplyNo", "GGL" + number.substring(0, 18));
    var answer =
        sandbox.post(
            "/admin/county/applications", Json.write(form).getBytes(StandardCharsets.UTF_8));
    var caseNo = answer.body().at("/answer/caseNo").asText("");
    if (caseNo.isEmpty()) {
      throw new IOException("HTTP " + answer.body().path("httpStatus").asText());
    }
    return caseNo;
  }

  /** The form with these services alone and without an external line. */
  static ObjectNode within(JsonNode whole, String service) {
    var form = whole.<ObjectNode>deepCopy();
    form.putArray("services").add(service);
    for (var other : whole.path("services")) {
      if (!other.asText().equals(service)) {
        form.remove(other.asText().toLowerCase(Locale.ROOT));
      }
    }
    var works = form.putObject("externalWorks");
    works.put("hasExternalLine", "NO");
    form.putArray("attachments");
    return form;
  }
}
