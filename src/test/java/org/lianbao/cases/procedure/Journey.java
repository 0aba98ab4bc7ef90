package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Json;

/** A case among utilities and departments that all have a system, told one thing after another. */
final class Journey {

  static final String WATER = CASE_NO + "-W";
  static final String POWER = CASE_NO + "-E";
  static final String GAS = CASE_NO + "-G";
  static final String HEAT = CASE_NO + "-H";

  private static final Map<String, Takers.Taker> TAKERS =
      Map.of(
          "utility:WATER", new Takers.Taker("water", "W"),
          "utility:POWER", new Takers.Taker("power", "E"),
          "utility:GAS", new Takers.Taker("gas", "G"),
          "utility:HEAT", new Takers.Taker("heat", "H"),
          "approval-lead", new Takers.Taker("xzsp", "SP"),
          "drawing-review", new Takers.Taker("zjj", "ZJ"),
          "acceptance-lead", new Takers.Taker("zjj", "ZJ"),
          "urban-management", new Takers.Taker("cgj", "CG"),
          "traffic-police", new Takers.Taker("jj", "JT"));
  static final Takers ALL = (role, kind) -> Optional.ofNullable(TAKERS.get(role));

  private final Procedure procedure;
  private final List<CaseEvent> log = new ArrayList<>();
  private List<CaseEvent> last = List.of();

  private Journey(Takers takers, Rulebook rules, Application form) {
    this.procedure = new Procedure(takers, rules);
    log.addAll(procedure.open(CASE_NO, form, CaseFixture.OPENED));
  }

  static Journey of(Application form) {
    return of(ALL, form);
  }

  static Journey of(Takers takers, Application form) {
    return of(takers, Rulebook.load(), form);
  }

  static Journey of(Takers takers, Rulebook rules, Application form) {
    return new Journey(takers, rules, form);
  }

  /** A formal application, changed as the journey needs it. */
  static Application form(String externalLine, Consumer<ObjectNode> change, String... services) {
    var form = (ObjectNode) CaseFixture.formal("GG1", externalLine, services).document().deepCopy();
    change.accept(form);
    return new Application(form);
  }

  static Application form(String externalLine, String... services) {
    return form(externalLine, form -> {}, services);
  }

  /** External works of the form, as one line of JSON for each. */
  static Consumer<ObjectNode> works(String... items) {
    return form -> {
      var all = ((ObjectNode) form.get("externalWorks")).putArray("items");
      for (var item : items) {
        all.add(Json.read(item, JsonNode.class));
      }
    };
  }

  Journey when(Told... tidings) {
    last = new ArrayList<>();
    for (var told : tidings) {
      var news = procedure.decide(file(), told);
      last.addAll(news);
      log.addAll(news);
    }
    assertThat(CaseFile.of(log)).isEqualTo(file());
    return this;
  }

  /** Told of the case as a whole, by the window. */
  static Told ofCase(EventType event, long hour, String outcome, String attributes) {
    return new Told.Reported(
        CASE_NO, event, hour(hour), null, outcome, Json.read(attributes, JsonNode.class), "window");
  }

  static Told ofCase(EventType event, long hour, String attributes) {
    return ofCase(event, hour, null, attributes);
  }

  /** Told by the partner that has the order. */
  static Told of(String orderNo, EventType event, long hour, String attributes) {
    return reported(orderNo, event, hour, null, attributes);
  }

  CaseFile file() {
    return CaseFile.of(log);
  }

  OrderFile order(String orderNo) {
    return file().order(orderNo).orElseThrow();
  }

  List<CaseEvent> log() {
    return List.copyOf(log);
  }

  /** What the last telling led to, by type. */
  List<EventType> last() {
    return last.stream().map(CaseEvent::type).toList();
  }

  /** What the hub itself decided in the last telling, of this type. */
  List<JsonNode> decided(EventType type) {
    return last.stream()
        .filter(it -> it instanceof Reported && it.type() == type)
        .map(it -> ((Reported) it).attributes())
        .toList();
  }

  /** The orders the last telling came to owe, of this kind. */
  List<Owed> owed(String kind) {
    return owedIn(last, kind);
  }

  /** Every order of this kind the case came to owe after it was opened. */
  List<Owed> everOwed(String kind) {
    return owedIn(log, kind);
  }

  private static List<Owed> owedIn(List<CaseEvent> events, String kind) {
    return events.stream()
        .filter(CaseEvent.OrdersOwed.class::isInstance)
        .flatMap(it -> ((CaseEvent.OrdersOwed) it).owed().stream())
        .filter(it -> it.kind().equals(kind))
        .toList();
  }

  /** The numbers of these orders without that of the case. */
  static List<String> numbers(List<Owed> orders) {
    return orders.stream().map(it -> it.orderNo().substring(CASE_NO.length() + 1)).toList();
  }
}
