package org.lianbao.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/**
 * Makes things go wrong, one trouble after another, in rounds: each round has all of them once, in
 * an order of its own, and where another hub goes on, one is killed between any two others. Order,
 * lengths and victims come from the seed; when each begins depends on how fast what was killed
 * comes up again. Partners fail beside what else happens.
 */
final class Troubles {

  private final Site site;
  private final PrintWriter out;
  private final Random random;
  private final Clock clock = Clock.system();
  private final List<Trouble> possible = new ArrayList<>();
  private final Map<Trouble, Integer> made = new EnumMap<>(Trouble.class);
  private final Map<Trouble, List<String>> victims = new EnumMap<>(Trouble.class);
  private final List<String> endedByItself = new ArrayList<>();
  private int killed;

  Troubles(Site site, Plan plan, PrintWriter out) throws IOException, InterruptedException {
    this.site = site;
    this.out = out;
    this.random = new Random(plan.seed());
    var simulators = site.sandbox().get("/admin/simulators");
    for (var trouble : plan.troubles()) {
      made.put(trouble, 0);
      trouble
          .partnerFault()
          .ifPresent(
              fault ->
                  simulators.forEach(
                      each ->
                          each.path("faults")
                              .forEach(
                                  can -> {
                                    if (can.asText().equals(fault)) {
                                      victims
                                          .computeIfAbsent(trouble, any -> new ArrayList<>())
                                          .add(each.path("name").asText());
                                    }
                                  })));
      if (!site.impossible().containsKey(trouble)) {
        possible.add(trouble);
      }
    }
  }

  /** How often each was made; those that cannot be made here are among them with 0. */
  synchronized Map<Trouble, Integer> made() {
    return new EnumMap<>(made);
  }

  /** How processes have ended that nobody had killed. */
  synchronized List<String> endedByItself() {
    return List.copyOf(endedByItself);
  }

  /** Makes one round, or what of it there is time for. */
  void round(Enough enough) throws IOException, InterruptedException {
    for (var trouble : order(possible, site.hubs().size(), random)) {
      if (enough.reached()) {
        return;
      }
      make(trouble);
      restartBroker();
      synchronized (this) {
        made.merge(trouble, 1, Integer::sum);
      }
      pause(1_000, 3_000);
    }
  }

  /** The troubles of one round. */
  static List<Trouble> order(List<Trouble> possible, int hubs, Random random) {
    var order = new ArrayList<>(possible);
    Collections.shuffle(order, random);
    if (hubs == 1 || !order.remove(Trouble.KILL_HUB)) {
      return order;
    }
    return Stream.concat(
            Stream.of(Trouble.KILL_HUB),
            order.stream().flatMap(each -> Stream.of(each, Trouble.KILL_HUB)))
        .toList();
  }

  /** Whether no more is wanted. */
  interface Enough {
    boolean reached();
  }

  /** Waits for the end of what still lasts, and for everything to be up. */
  void calm() throws IOException, InterruptedException {
    for (var fault : site.sandbox().get("/admin/faults")) {
      site.sandbox().delete("/admin/faults/" + fault.path("id").asText());
    }
    restartBroker();
    for (var hub : site.hubs()) {
      hub.jump(Duration.ZERO);
      revive(hub.server());
    }
  }

  private void make(Trouble trouble) throws IOException, InterruptedException {
    switch (trouble) {
      case KILL_HUB -> killHub();
      case KILL_BROKER -> {
        say(trouble, "");
        restartBroker();
        kill(site.broker().orElseThrow());
      }
      case RESTART_DB -> restartDatabase();
      case DISK_FULL -> fillDisk();
      case CLOCK_JUMP -> jumpClock();
      default -> failPartner(trouble);
    }
  }

  private void killHub() throws IOException, InterruptedException {
    // In turn, so that of two hubs each is killed as often as the other.
    var hub = site.hubs().get(killed++ % site.hubs().size()).server();
    say(Trouble.KILL_HUB, hub.name());
    kill(hub);
  }

  private void kill(Server server) throws IOException, InterruptedException {
    revive(server);
    server.kill();
    pause(0, 2_000);
    server.start();
    server.awaitReady();
  }

  /** What has ended without our doing is written down and goes on. */
  private void revive(Server server) throws IOException, InterruptedException {
    var ended = server.ended();
    if (ended.isPresent()) {
      synchronized (this) {
        endedByItself.add(ended.get());
      }
      server.start();
    }
    server.awaitReady();
  }

  /** A broker stops itself when the disk is full; an operator's supervisor starts it again. */
  private void restartBroker() throws IOException, InterruptedException {
    var broker = site.broker();
    if (broker.isPresent() && broker.get().ended().isPresent()) {
      broker.get().start();
      broker.get().awaitReady();
    }
  }

  private void restartDatabase() throws IOException, InterruptedException {
    var atOnce = random.nextBoolean();
    say(Trouble.RESTART_DB, atOnce ? "kill -9" : "immediate shutdown");
    var pid = pid(site.databaseProcess().orElseThrow());
    if (pid != null) {
      Tool.run("kill", atOnce ? "-KILL" : "-QUIT", pid);
    }
    pause(2_000, 4_000);
  }

  private static String pid(Path file) throws IOException {
    try {
      var lines = Files.readAllLines(file);
      return lines.isEmpty() ? null : lines.get(0).strip();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void fillDisk() throws IOException, InterruptedException {
    var disk = site.disk().orElseThrow();
    var millis = 3_000 + random.nextInt(5_000);
    say(Trouble.DISK_FULL, "for " + millis + " ms");
    disk.fill();
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } finally {
      disk.clear();
    }
  }

  private void jumpClock() throws IOException, InterruptedException {
    var hub = site.hubs().get(random.nextInt(site.hubs().size()));
    // More than a lease (2 min), less than what signatures allow (5 min).
    var jump = Duration.ofSeconds(125 + random.nextInt(50));
    var offset = random.nextBoolean() ? jump : jump.negated();
    say(Trouble.CLOCK_JUMP, hub.server().name() + " by " + offset.toSeconds() + " s");
    hub.jump(offset);
    pause(3_000, 9_000);
    hub.jump(Duration.ZERO);
  }

  private void failPartner(Trouble trouble) throws IOException, InterruptedException {
    var able = victims.get(trouble);
    var partner = able.get(random.nextInt(able.size()));
    var seconds = 5 + random.nextInt(8);
    var late = trouble == Trouble.PARTNER_SLOW ? 1 + random.nextInt(4) + "s" : "";
    say(trouble, partner + " for " + seconds + " s");
    var asked =
        Map.of(
            "partner",
            partner,
            "fault",
            trouble.partnerFault().orElseThrow(),
            "arg",
            late,
            "for",
            seconds + "s");
    var answer =
        site.sandbox().post("/admin/faults", Json.write(asked).getBytes(StandardCharsets.UTF_8));
    if (answer.status() != 201) {
      throw new IOException("the sandbox refuses a fault: " + answer.body());
    }
  }

  private void pause(int from, int to) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(from + random.nextInt(to - from));
  }

  private void say(Trouble trouble, String what) {
    out.printf("%s  ⚡ %s %s%n", Times.of(clock.now()), trouble.word(), what);
    out.flush();
  }
}
