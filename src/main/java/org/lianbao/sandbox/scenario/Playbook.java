package org.lianbao.sandbox.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.lianbao.sandbox.county.CountyPost;
import org.lianbao.sandbox.county.CountySystem;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.desk.Script;
import org.lianbao.sandbox.desk.Scripts;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scenarios that were begun: which steps partners take in their cases, and what county and
 * window do when the county holds a certain status. Everything is in its journal before it counts,
 * so that it goes on after a restart.
 */
public final class Playbook implements Scripts, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Playbook.class);

  private final Map<String, Scenario> scenarios = Scenario.load();
  private final CountySystem county;
  private final Hands hands;
  private final Clock clock = Clock.system();
  private final Journal journal;
  private final Pacer pacer = new Pacer("scenarios", Duration.ofMillis(100), 1);

  /** By upstream application number, the oldest first. */
  private final Map<String, Run> begun = new ConcurrentSkipListMap<>();

  private final Map<String, Run> byCase = new ConcurrentHashMap<>();

  /** Held while an application is posted: its orders may come before its case is known here. */
  private final ReentrantLock posting = new ReentrantLock();

  /**
   * Reads its journal and goes on.
   *
   * @param data the hub's data folder, whose staff.yaml has the window's token
   */
  public Playbook(Path directory, CountySystem county, CountyPost post, URI hub, Path data)
      throws IOException {
    this.county = county;
    this.hands = new Hands(post, hub, data);
    this.journal = Journal.open(directory, "scenarios");
    journal.replay(this::replay);
    pacer.next(this::look);
  }

  /** What can be played, in the order of the file. */
  public List<Map<String, Object>> list() {
    return scenarios.entrySet().stream()
        .map(
            each ->
                Map.<String, Object>of(
                    "name", each.getKey(),
                    "zh", each.getValue().zh(),
                    "en", each.getValue().en(),
                    "ends", each.getValue().ends()))
        .toList();
  }

  /**
   * Fails if there is no such scenario.
   *
   * @throws UnknownScenario with a list of those there are
   */
  public void require(String name) {
    if (!scenarios.containsKey(name)) {
      throw new UnknownScenario(name, scenarios);
    }
  }

  /**
   * Posts the application of a scenario; that of a run which is not over is posted again, as it
   * was.
   *
   * @throws UnknownScenario with a list of those there are
   */
  public Reply begin(String name) {
    require(name);
    posting.lock();
    try {
      var run = underway(name).orElseGet(() -> fresh(name));
      var reply = county.apply(Json.write(run.form()).getBytes(StandardCharsets.UTF_8));
      var caseNo = Json.read(reply.bytes()).at("/answer/caseNo").asText();
      if (!caseNo.isEmpty()) {
        write(new Fact("posted", name, run.applyNo(), null, caseNo, null, null));
      }
      return reply;
    } finally {
      posting.unlock();
    }
  }

  /** How a case of a scenario stands, and what is not as it should be at its end. */
  public Optional<Map<String, Object>> verdict(String caseNo) {
    return Optional.ofNullable(byCase.get(caseNo))
        .map(
            run -> {
              var held = held(caseNo);
              var verdict = new LinkedHashMap<String, Object>();
              verdict.put("scenario", run.name());
              verdict.put("caseNo", caseNo);
              verdict.put("ends", run.scenario().ends());
              verdict.put("ended", Run.isOver(held));
              verdict.put("faults", run.faults(held));
              return verdict;
            });
  }

  @Override
  public Script of(String partner, Set<String> codes) {
    scenarios.forEach(
        (name, scenario) -> {
          var unknown = scenario.unknownSteps(partner, codes);
          if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                "scenario " + name + ": " + partner + " has no step " + unknown);
          }
        });
    return new Script() {
      @Override
      public List<String> steps(String orderNo, List<String> usual) {
        return run(orderNo)
            .map(run -> run.scenario().steps(partner, usual, held(run.caseNo())))
            .orElse(usual);
      }

      @Override
      public boolean mayGoOn(String orderNo) {
        return run(orderNo)
            .filter(run -> run.scenario().goesOn(partner) && !Run.isOver(held(run.caseNo())))
            .isPresent();
      }
    };
  }

  @Override
  public void close() throws IOException {
    pacer.close();
    journal.close();
  }

  /** The run whose case the order is of; its number begins with that of the case. */
  private Optional<Run> run(String orderNo) {
    var caseNo = orderNo.split("-", 2)[0];
    var run = byCase.get(caseNo);
    if (run == null && posting.isLocked()) {
      posting.lock();
      posting.unlock();
      run = byCase.get(caseNo);
    }
    return Optional.ofNullable(run);
  }

  private Optional<Run> underway(String name) {
    return begun.values().stream()
        .filter(run -> run.name().equals(name))
        .reduce((earlier, later) -> later)
        .filter(run -> run.caseNo().isEmpty() || !Run.isOver(held(run.caseNo())));
  }

  private Run fresh(String name) {
    var uscc = Enterprise.uscc(clock.now().toEpochMilli());
    var change = Json.write(scenarios.get(name).form()).replace("{uscc}", uscc);
    var form = county.blank(Json.read(change.getBytes(StandardCharsets.UTF_8)));
    write(new Fact("begun", name, form.path("upstreamApplyNo").asText(), form, null, null, null));
    return begun.get(form.path("upstreamApplyNo").asText());
  }

  private void look() {
    try {
      byCase.values().stream().filter(run -> !Run.isOver(held(run.caseNo()))).forEach(this::look);
    } finally {
      pacer.next(this::look);
    }
  }

  private void look(Run run) {
    var held = held(run.caseNo());
    for (int i = 0; i < run.scenario().acts().size(); i++) {
      var act = run.scenario().acts().get(i);
      var status = act.when().in(held);
      if (act.byHand() && status.isPresent() && !run.done().containsKey(i)) {
        try {
          var outcome = hands.act(run, i, status.get());
          write(new Fact("acted", run.name(), run.applyNo(), null, null, i, outcome));
        } catch (IOException e) {
          LOG.warn("scenario {}: trying again: {}", run.name(), e.toString());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        // The next one stands on what this one changed.
        return;
      }
    }
  }

  private List<JsonNode> held(String caseNo) {
    return county.statuses(caseNo);
  }

  private void write(Fact fact) {
    journal.append(fact);
    apply(fact);
  }

  private void replay(JsonNode line) {
    var fact = Json.as(line, Fact.class);
    if (scenarios.containsKey(fact.name())) {
      apply(fact);
    }
  }

  private synchronized void apply(Fact fact) {
    var run =
        fact.what().equals("begun")
            ? new Run(fact.name(), scenarios.get(fact.name()), fact.form(), "", new TreeMap<>())
            : begun.get(fact.applyNo());
    var changed =
        switch (fact.what()) {
          case "posted" -> run.with(fact.caseNo());
          case "acted" -> run.did(fact.act(), fact.outcome());
          default -> run;
        };
    begun.put(fact.applyNo(), changed);
    if (!changed.caseNo().isEmpty()) {
      byCase.put(changed.caseNo(), changed);
    }
  }

  private record Fact(
      String what,
      String name,
      String applyNo,
      ObjectNode form,
      String caseNo,
      Integer act,
      String outcome) {}
}
