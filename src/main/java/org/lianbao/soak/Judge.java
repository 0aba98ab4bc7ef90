package org.lianbao.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lianbao.processes.WebClient;
import org.lianbao.soak.Promises.Promise;
import org.lianbao.soak.Witness.Held;

/** Holds what was promised against what everybody has written down. */
final class Judge {

  private final WebClient sandbox;
  private final WebClient hub;
  private final Model model;

  Judge(WebClient sandbox, WebClient hub, Model model) {
    this.sandbox = sandbox;
    this.hub = hub;
    this.model = model;
  }

  /**
   * One thing that must hold.
   *
   * @param checked how many were looked at
   * @param failures one line for each that does not hold
   */
  record Verdict(String what, long checked, List<String> failures) {

    Verdict(String what) {
      this(what, 0, new ArrayList<>());
    }

    Verdict checked(long count) {
      return new Verdict(what, count, failures);
    }

    boolean holds() {
      return failures.isEmpty();
    }
  }

  /** Whether every case has come to its end at everybody's. */
  boolean complete(Witness witness, List<Promise> promises)
      throws IOException, InterruptedException {
    if (!witness.held().stream().allMatch(Held::finished)) {
      return false;
    }
    for (var promise : promises) {
      var known = witness.county().get(promise.caseNo());
      if (known == null || !ended(known)) {
        return false;
      }
    }
    // What is owed besides can only be asked of the hub; the verdict does not rest on it.
    for (var promise : promises) {
      var owed = hub.ask("/api/v1/cases/" + promise.caseNo() + "/deliveries");
      if (owed.body().path("pending").asInt(1) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the county was told of the end. */
  boolean ended(Witness.Known known) {
    return known.stage().equals(model.stage());
  }

  /** The verdicts on cases, orders, callbacks, statuses and ends. */
  List<Verdict> judge(Witness witness, List<Promise> promises, List<String> broken)
      throws IOException, InterruptedException {
    var held = byCase(witness, promises);
    var accepted = new Verdict("every 202 is a case, and no case is without one 每个202都是一件");
    var delivered = new Verdict("every order arrived, in order, its effect once 每单必达且只生效一次");
    var reported = new Verdict("every acknowledged callback is on record once 每个已确认回执入案一次");
    var told = new Verdict("the county holds every event, in order, no gap 县平台进度连续无缺");
    var ended = new Verdict("no case is stuck 无一卡住");
    accepted.failures().addAll(broken);
    strangers(witness, promises, held, accepted, delivered);
    for (var promise : promises) {
      var known = witness.county().get(promise.caseNo());
      if (known == null) {
        accepted
            .failures()
            .add(promise.caseNo() + " was promised, and the county never heard of it");
        continue;
      }
      if (known.odd() > 0) {
        told.failures().add(promise.caseNo() + " had statuses out of turn or contradicting");
      }
      var statuses = sandbox.get("/admin/county/cases/" + promise.caseNo()).path("events");
      var own = held.getOrDefault(promise.caseNo(), List.of());
      var log = hub.ask("/api/v1/cases/" + promise.caseNo() + "/events?limit=1000").body();
      sameAsTheHubs(promise, statuses, log.path("events"), told);
      new Arrivals(promise, own, model).check(log.path("events"), statuses, delivered.failures());
      reports(promise, own, statuses, reported);
      end(promise, statuses, ended);
    }
    var cases = promises.size();
    return List.of(
        accepted.checked(cases),
        delivered.checked(witness.held().size()),
        reported.checked(witness.acknowledged()),
        told.checked(witness.statuses()),
        ended.checked(cases));
  }

  private static void strangers(
      Witness witness,
      List<Promise> promises,
      Map<String, List<Held>> held,
      Verdict accepted,
      Verdict delivered) {
    var promised = new HashSet<String>();
    for (var promise : promises) {
      if (!promised.add(promise.caseNo())) {
        accepted.failures().add(promise.caseNo() + " was promised for two applications");
      }
    }
    witness.county().keySet().stream()
        .filter(caseNo -> !promised.contains(caseNo))
        .forEach(caseNo -> accepted.failures().add(caseNo + " is a case nobody was promised"));
    held.getOrDefault("", List.of())
        .forEach(
            order ->
                delivered
                    .failures()
                    .add(order.partner() + " holds " + order.orderNo() + ", which no case owes"));
  }

  /** What partners told and the hub acknowledged, each once; and nothing in anybody's name. */
  private void reports(Promise promise, List<Held> own, JsonNode statuses, Verdict verdict) {
    for (var order : own) {
      if (Model.event(order.orderNo()) > 0) {
        continue;
      }
      var must = model.mustCome(promise, order);
      if (must.isEmpty()) {
        verdict
            .failures()
            .add(
                "%s at %s: the steps %s are not those of the model"
                    .formatted(order.orderNo(), order.partner(), order.reports()));
        continue;
      }
      var wanted = must.get();
      var is = Model.reports(order, statuses);
      for (var report : both(wanted, is)) {
        if (!is.getOrDefault(report, 0).equals(wanted.getOrDefault(report, 0))) {
          verdict
              .failures()
              .add(
                  "%s: %s of %s is on record %d times"
                      .formatted(
                          order.orderNo(), report, order.partner(), is.getOrDefault(report, 0)));
        }
      }
    }
    var holders =
        own.stream()
            .map(order -> order.partner() + " " + order.orderNo())
            .collect(Collectors.toSet());
    for (var status : statuses) {
      var by = status.path("partner").asText() + " " + status.path("orderNo").asText();
      if (Model.isReport(status) && !holders.contains(by)) {
        verdict
            .failures()
            .add(
                "%s: event %d is a report of %s, who does not hold it"
                    .formatted(promise.caseNo(), status.path("seq").asInt(), by));
      }
    }
  }

  /** What the county was told is what the hub itself says, event by event. */
  private static void sameAsTheHubs(
      Promise promise, JsonNode statuses, JsonNode events, Verdict verdict) {
    if (events.size() != statuses.size()) {
      verdict
          .failures()
          .add(
              "%s: the county holds %d events, the hub says %d"
                  .formatted(promise.caseNo(), statuses.size(), events.size()));
      return;
    }
    for (var i = 0; i < events.size(); i++) {
      if (statuses.get(i).path("seq").asInt() != i + 1
          || !statuses.get(i).path("eventCode").equals(events.get(i).path("code"))) {
        verdict
            .failures()
            .add("%s: event %d is not what the county holds".formatted(promise.caseNo(), i + 1));
        return;
      }
    }
  }

  private void end(Promise promise, JsonNode statuses, Verdict verdict)
      throws IOException, InterruptedException {
    var stage = Model.stage(statuses);
    if (!stage.equals(model.stage())) {
      var waits = hub.ask("/api/v1/cases/" + promise.caseNo()).body().path("waitingFor");
      verdict
          .failures()
          .add("%s stands at %s and waits for %s".formatted(promise.caseNo(), stage, waits));
    }
  }

  /** The orders of each case; under "" those of none. Numbers are found wherever they stand. */
  static Map<String, List<Held>> byCase(Witness witness, List<Promise> promises) {
    var names = new HashMap<String, String>();
    var lengths = new TreeSet<Integer>();
    for (var promise : promises) {
      names.put(promise.caseNo(), promise.caseNo());
      names.put(promise.applyNo(), promise.caseNo());
      lengths.add(promise.caseNo().length());
      lengths.add(promise.applyNo().length());
    }
    var held = new LinkedHashMap<String, List<Held>>();
    for (var order : witness.held()) {
      held.computeIfAbsent(caseOf(order.orderNo(), names, lengths), any -> new ArrayList<>())
          .add(order);
    }
    return held;
  }

  private static String caseOf(
      String orderNo, Map<String, String> names, TreeSet<Integer> lengths) {
    for (var length : lengths) {
      for (var from = 0; from + length <= orderNo.length(); from++) {
        var name = names.get(orderNo.substring(from, from + length));
        if (name != null) {
          return name;
        }
      }
    }
    return "";
  }

  private static TreeSet<String> both(Map<String, ?> one, Map<String, ?> other) {
    var keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    return keys;
  }
}
