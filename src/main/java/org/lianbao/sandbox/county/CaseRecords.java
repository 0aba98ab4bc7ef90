package org.lianbao.sandbox.county;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** What the county system has written down: every status it was told, and its own application. */
final class CaseRecords {

  /** The stages after which the county expects nothing more of an application. */
  private static final Set<String> FINAL_STAGES =
      Set.of("DONE", "PARTIALLY_DONE", "REFUSED", "WITHDRAWN");

  private final Journal journal;
  private final Map<String, List<JsonNode>> events = new LinkedHashMap<>();

  /** What came before its turn, by case and number. */
  private final Map<String, Map<Integer, JsonNode>> early = new HashMap<>();

  /** How often a status came that was not the next, by case and by what it was instead. */
  private final Map<String, Map<String, Integer>> odd = new HashMap<>();

  /** What was posted and accepted, by number. */
  private final Map<String, JsonNode> sent = new LinkedHashMap<>();

  private final Set<String> over = new HashSet<>();
  private ObjectNode ownApplication;

  CaseRecords(Journal journal) throws IOException {
    this.journal = journal;
    journal.replay(this::apply);
    // It may have ended between a status and those that had waited for it.
    List.copyOf(early.keySet()).forEach(this::follow);
  }

  /** What keeping a status came to. */
  enum Kept {
    NEW,
    REPEATED,
    GAP,
    CONTRADICTION
  }

  /** Keeps the status if its number is the next of its case. */
  synchronized Kept keep(JsonNode event) {
    var known = events.getOrDefault(event.get("caseNo").asText(), List.of());
    var number = event.get("seq").asInt();
    if (number <= known.size()) {
      var same = sameMeaning(known.get(number - 1), event);
      write(same ? "repeat" : "contradiction", event);
      return same ? Kept.REPEATED : Kept.CONTRADICTION;
    }
    if (number > known.size() + 1) {
      write("gap", event);
      return Kept.GAP;
    }
    write("status", event);
    follow(event.get("caseNo").asText());
    return Kept.NEW;
  }

  /** Writes down a status that came before its turn; it is kept when its turn comes. */
  synchronized void hold(JsonNode event) {
    write("early", event);
  }

  private void follow(String caseNo) {
    var waiting = early.getOrDefault(caseNo, Map.of());
    for (var next = waiting.get(nextNumber(caseNo));
        next != null;
        next = waiting.get(nextNumber(caseNo))) {
      write("status", next);
    }
  }

  /** The number the case's next status must have. */
  synchronized int nextNumber(String caseNo) {
    return events.getOrDefault(caseNo, List.of()).size() + 1;
  }

  /** The case's statuses as received, by number; empty if the case is unknown. */
  synchronized Optional<Map<String, Object>> view(String caseNo) {
    return Optional.ofNullable(events.get(caseNo))
        .map(
            list -> {
              var view = new LinkedHashMap<String, Object>();
              view.put("caseNo", caseNo);
              view.put("lastSeq", list.get(list.size() - 1).get("seq").asInt());
              view.put(
                  "contiguous",
                  IntStream.range(0, list.size())
                      .allMatch(i -> list.get(i).get("seq").asInt() == i + 1));
              view.put("events", new ArrayList<>(list));
              return view;
            });
  }

  /** The case's statuses, by number. */
  synchronized List<JsonNode> statuses(String caseNo) {
    return List.copyOf(events.getOrDefault(caseNo, List.of()));
  }

  /** Every case it was told of, with what came that did not fit, in the order of the first word. */
  synchronized List<CaseLine> lines() {
    return events.entrySet().stream()
        .map(
            each -> {
              var last = each.getValue().get(each.getValue().size() - 1);
              return new CaseLine(
                  each.getKey(),
                  number(last),
                  last.get("seq").asInt(),
                  last.get("stage").asText(),
                  odd(each.getKey(), "repeat"),
                  odd(each.getKey(), "gap"),
                  odd(each.getKey(), "contradiction"));
            })
        .toList();
  }

  /**
   * The applications sent on a day of the county and those of which a status came that day, with
   * the number up to which every status is held.
   */
  synchronized List<Map<String, Object>> on(LocalDate day) {
    var on = new LinkedHashMap<String, Map<String, Object>>();
    sent.values().stream()
        .filter(each -> day(each.path("at")).equals(day))
        .forEach(
            each -> on.put(number(each), row(number(each), each.path("caseNo").asText(), each)));
    events.forEach(
        (caseNo, told) -> {
          if (told.stream().anyMatch(each -> day(each.path("receivedAt")).equals(day))) {
            var no = number(told.get(0));
            on.put(no, row(no, caseNo, sent.get(no)));
          }
        });
    return List.copyOf(on.values());
  }

  private Map<String, Object> row(String applyNo, String caseNo, JsonNode application) {
    var row = new LinkedHashMap<String, Object>();
    row.put("upstreamApplyNo", applyNo);
    row.put("caseNo", caseNo);
    row.put("lastSeq", events.getOrDefault(caseNo, List.of()).size());
    row.put("sentAt", application == null ? null : application.path("at").asText());
    return row;
  }

  private static LocalDate day(JsonNode time) {
    return Instant.parse(time.asText()).atZone(Clock.COUNTY).toLocalDate();
  }

  /** Writes down that an application was sent, and the answer to it. */
  synchronized void sent(JsonNode application, JsonNode answer, Instant at) {
    var content = Json.mapper().createObjectNode();
    content.put("upstreamApplyNo", number(application));
    content.put("caseNo", answer.path("caseNo").asText());
    content.put("at", at.toString());
    write("sent", content);
  }

  /** Loses the last statuses of a case. */
  synchronized void lose(String caseNo, int many) {
    write("lost", Json.mapper().createObjectNode().put("caseNo", caseNo).put("many", many));
  }

  private int odd(String caseNo, String what) {
    return odd.getOrDefault(caseNo, Map.of()).getOrDefault(what, 0);
  }

  /** The county's own application that is still under way. */
  synchronized Optional<ObjectNode> ownApplication() {
    return Optional.ofNullable(ownApplication)
        .filter(application -> !over.contains(number(application)));
  }

  /** The number of the last application of its own, {@code ""} before the first. */
  synchronized String lastNumber() {
    return ownApplication == null ? "" : number(ownApplication);
  }

  /** Writes down an application before it is posted for the first time. */
  synchronized void own(ObjectNode application) {
    write("own", application);
  }

  /** Writes down that the hub has refused the application for good. */
  synchronized void refused(ObjectNode application) {
    write("refused", application);
  }

  private void write(String what, JsonNode content) {
    var fact = Map.of("what", what, "content", content);
    journal.append(fact);
    apply(what, content);
  }

  private void apply(JsonNode line) {
    apply(line.path("what").asText(), line.path("content"));
  }

  private void apply(String what, JsonNode content) {
    switch (what) {
      case "status" -> {
        var caseNo = content.get("caseNo").asText();
        events.computeIfAbsent(caseNo, key -> new ArrayList<>()).add(content);
        early.getOrDefault(caseNo, new HashMap<>()).remove(content.get("seq").asInt());
        if (FINAL_STAGES.contains(content.get("stage").asText())) {
          over.add(number(content));
        }
      }
      case "early" ->
          early
              .computeIfAbsent(content.get("caseNo").asText(), key -> new HashMap<>())
              .put(content.get("seq").asInt(), content);
      case "repeat", "gap", "contradiction" ->
          odd.computeIfAbsent(content.get("caseNo").asText(), key -> new HashMap<>())
              .merge(what, 1, Integer::sum);
      case "sent" -> sent.putIfAbsent(number(content), content);
      case "lost" -> {
        var told = events.getOrDefault(content.get("caseNo").asText(), new ArrayList<>());
        told.subList(Math.max(0, told.size() - content.get("many").asInt()), told.size()).clear();
        events.values().removeIf(List::isEmpty);
      }
      case "own" -> ownApplication = (ObjectNode) content;
      default -> over.add(number(content));
    }
  }

  private static boolean sameMeaning(JsonNode kept, JsonNode again) {
    return List.of("eventCode", "service", "orderNo").stream()
        .allMatch(name -> kept.path(name).asText("").equals(again.path(name).asText("")));
  }

  private static String number(JsonNode document) {
    return document.path("upstreamApplyNo").asText();
  }
}
