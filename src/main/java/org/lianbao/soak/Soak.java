package org.lianbao.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.lianbao.shared.Clock;
import org.lianbao.soak.Judge.Verdict;

/** One soak from the first case to the verdicts. */
final class Soak {

  /** With a lease of 2 min and waits of 5 min at most, who is silent longer is stuck. */
  private static final Duration STUCK = Duration.ofMinutes(7);

  private static final Duration QUIET = Duration.ofSeconds(4);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration TELL_EVERY = Duration.ofSeconds(20);
  private static final int LAPS = 2;

  private final Plan plan;
  private final Site site;
  private final PrintWriter out;
  private final Promises promises;
  private final Troubles troubles;
  private final Clock clock = Clock.system();
  private final List<Levels> laps = new ArrayList<>();
  private Judge judge;
  private Instant told = Instant.EPOCH;

  Soak(Plan plan, Site site, PrintWriter out) throws IOException, InterruptedException {
    this.plan = plan;
    this.site = site;
    this.out = out;
    this.promises = new Promises(site.sandbox());
    this.troubles = new Troubles(site, plan, out);
  }

  /** Runs it; whether everything held. */
  boolean run() throws IOException, InterruptedException {
    var began = clock.now();
    var model = model();
    judge = new Judge(site.sandbox(), site.hub(), model);
    say(
        "样板 / model: %d orders and notices, ends as %s"
            .formatted(model.holders().size(), model.stage()));
    var posted = promises.post(plan.cases(), plan.rate());
    var loadBegan = clock.now();
    trouble(posted, loadBegan);
    await(posted);
    say("全部受理 / all accepted after " + since(loadBegan));
    var drained = drain();
    var drainTook = since(loadBegan);
    var levels = drained ? laps() : new Verdict("memory and open files level off 内存与句柄不增长");
    if (!drained) {
      levels.failures().add("not measured: there are cases that do not end");
    }
    var witness = Witness.look(site.sandbox());
    var verdicts = new ArrayList<>(judge.judge(witness, promises.kept(), promises.broken()));
    verdicts.add(
        new Verdict(
            "no hub ends but by our hand 枢纽从不自行退出", site.hubs().size(), troubles.endedByItself()));
    verdicts.add(levels);
    promises.close();
    return new Table(plan, out)
        .print(troubles, site, promises, witness, verdicts, laps, drainTook, since(began));
  }

  /** One case while nothing goes wrong. */
  private Model model() throws IOException, InterruptedException {
    var promise = promises.one();
    if (promise == null) {
      throw new IOException("样板申请未受理 / the model was refused: " + promises.broken());
    }
    var hub = site.hub();
    settle(
        witness ->
            !"OPEN".equals(hub.get("/api/v1/cases/" + promise.caseNo()).path("status").asText())
                && witness.held().stream().allMatch(Witness.Held::finished));
    var witness = Witness.look(site.sandbox());
    var statuses = site.sandbox().get("/admin/county/cases/" + promise.caseNo()).path("events");
    return Model.of(promise, witness.held(), statuses);
  }

  /** Rounds of troubles, at least one whole, until all is posted and the time is over. */
  private void trouble(List<? extends Future<?>> posted, Instant began)
      throws IOException, InterruptedException {
    var rounds = 0;
    Troubles.Enough over =
        () ->
            posted.stream().allMatch(Future::isDone)
                && clock.now().isAfter(began.plus(plan.lasts()));
    while (!plan.troubles().isEmpty() && (rounds == 0 || !over.reached())) {
      var first = rounds == 0;
      troubles.round(() -> !first && over.reached());
      rounds++;
      tell(Witness.look(site.sandbox()));
    }
    troubles.calm();
  }

  private void await(List<? extends Future<?>> posted) throws IOException, InterruptedException {
    while (!posted.stream().allMatch(Future::isDone)) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }

  /** Waits for every case to end; whether they did. */
  private boolean drain() throws IOException, InterruptedException {
    return settle(witness -> judge.complete(witness, promises.kept()));
  }

  /** A few more cases, and again; what the hubs hold at last is not more than before. */
  private Verdict laps() throws IOException, InterruptedException {
    var verdict = new Verdict("memory and open files level off 内存与句柄不增长");
    if (!Files.isDirectory(Path.of("/proc/self/fd"))) {
      verdict.failures().add("not measured: this system has no /proc");
      return verdict;
    }
    var size = Math.max(10, Math.min(100, plan.cases() / 20));
    var highest = levels();
    for (var lap = 1; lap <= LAPS; lap++) {
      await(promises.post(size, plan.rate()));
      if (!drain()) {
        verdict.failures().add("lap " + lap + " does not end");
        return verdict;
      }
      var now = levels();
      for (var i = 0; i < now.size(); i++) {
        if (lap == LAPS) {
          var who = site.hubs().get(i).server().name();
          verdict.failures().addAll(now.get(i).grownSince(highest.get(i), who));
        }
        highest.set(i, highest.get(i).orHigher(now.get(i)));
      }
    }
    return verdict.checked(laps.size());
  }

  private List<Levels> levels() throws IOException {
    var now = new ArrayList<Levels>();
    for (var hub : site.hubs()) {
      now.add(Levels.of(hub.server().pid()));
    }
    laps.addAll(now);
    return now;
  }

  private interface Question {
    boolean holds(Witness witness) throws IOException, InterruptedException;
  }

  /** Waits until it holds and nobody learns anything more; false if all is silent before that. */
  private boolean settle(Question done) throws IOException, InterruptedException {
    var knowledge = -1L;
    var changed = clock.now();
    while (true) {
      requireAlive();
      var before = clock.now();
      var witness = Witness.look(site.sandbox());
      // To look must cost the simulators little, however much they have written down.
      var pause = Duration.between(before, clock.now()).multipliedBy(20);
      if (witness.knowledge() != knowledge) {
        knowledge = witness.knowledge();
        changed = clock.now();
      }
      var silent = Duration.between(changed, clock.now());
      if (silent.compareTo(QUIET) > 0 && done.holds(witness)) {
        return true;
      }
      if (silent.compareTo(STUCK) > 0) {
        return false;
      }
      tell(witness);
      TimeUnit.MILLISECONDS.sleep(Math.max(LOOK_EVERY.toMillis(), pause.toMillis()));
    }
  }

  private void requireAlive() throws IOException {
    for (var hub : site.hubs()) {
      Optional<String> ended = hub.server().ended();
      if (ended.isPresent()) {
        throw new IOException(ended.get());
      }
    }
  }

  private void tell(Witness witness) {
    if (clock.now().isBefore(told.plus(TELL_EVERY))) {
      return;
    }
    told = clock.now();
    var ended = judge == null ? 0 : witness.county().values().stream().filter(judge::ended).count();
    say(
        "受理 / accepted %d/%d  办结 / ended %d  进度 / statuses %d  回执 / callbacks %d"
            .formatted(
                promises.kept().size(),
                plan.cases() + 1,
                ended,
                witness.statuses(),
                witness.acknowledged()));
  }

  private void say(String line) {
    out.printf("%s  %s%n", Times.of(clock.now()), line);
    out.flush();
  }

  private Duration since(Instant then) {
    return Duration.ofSeconds(Duration.between(then, clock.now()).toSeconds());
  }
}
