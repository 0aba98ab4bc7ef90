package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.lianbao.cases.EventType;
import org.lianbao.trenches.Route;

/**
 * The plan a utility reported for its line (方案, S33, S34), as far as others need it: never what it
 * costs or how much it carries. What the report does not say is taken from the form.
 *
 * @param planNo the utility's own number, or {@code null}
 * @param lines stretch by stretch
 * @param version 1, and one more each time the plan came to say something else
 */
record Plan(String service, String planNo, List<Line> lines, int version) {

  private static final List<String> SAID = List.of("route", "roadName");
  private static final int LONGEST_NAME = 200;

  /** Overhead lines need no trench. */
  private static final String OVERHEAD = "架空";

  /**
   * A stretch of line.
   *
   * @param route where it runs, or {@code null}
   * @param roadName the street, or {@code null}
   * @param start first day of the works, {@code null} if not said
   * @param finish last day of the works, {@code null} if not said
   * @param dug whether it lies in a trench
   * @param shareable whether the applicant agrees to a shared trench; so unless the form says no
   */
  record Line(
      Route route,
      String roadName,
      LocalDate start,
      LocalDate finish,
      boolean dug,
      boolean shareable) {

    private static Optional<Line> read(JsonNode said, JsonNode form) {
      var route = Route.read(said.path("route")).or(() -> ends(said)).orElse(null);
      var roadName = text(said, form, "roadName");
      return route == null && roadName == null
          ? Optional.empty()
          : Optional.of(
              new Line(
                  route,
                  roadName,
                  day(text(said, form, "plannedStart")),
                  day(text(said, form, "plannedFinish")),
                  !OVERHEAD.equals(text(said, form, "laying")),
                  form.path("shareTrench").asBoolean(true)));
    }

    /** The straight line between both ends that a form gives. */
    private static Optional<Route> ends(JsonNode said) {
      return Route.read(
          JsonNodeFactory.instance.arrayNode().add(said.path("start")).add(said.path("end")));
    }

    private void writeTo(ObjectNode json) {
      if (route != null) {
        var positions = json.putArray("route");
        route.positions().forEach(it -> positions.addArray().add(it.lon()).add(it.lat()));
      }
      json.put("roadName", roadName);
      json.put("plannedStart", start == null ? null : start.toString());
      json.put("plannedFinish", finish == null ? null : finish.toString());
    }
  }

  /** The plans of the services still asked for, in the order of the form. */
  static List<Plan> of(CaseFile file) {
    return file.services().stream()
        .flatMap(
            service -> file.connections().filter(it -> service.equals(it.service()) && !it.lost()))
        .flatMap(order -> of(file, order).stream())
        .toList();
  }

  /** What the other utilities are told of it; empty where it names neither street nor route. */
  Optional<JsonNode> shared() {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    var json = JsonNodeFactory.instance.objectNode().put("service", service);
    json.put("planNo", planNo);
    lines.get(0).writeTo(json);
    if (lines.size() > 1) {
      var all = json.putArray("lines");
      lines.forEach(line -> line.writeTo(all.addObject()));
    }
    return Optional.of(Facts.normal(json));
  }

  private static Optional<Plan> of(CaseFile file, OrderFile order) {
    Plan latest = null;
    for (var told : order.turns(EventType.PLAN_COMPLETED)) {
      var plan = read(file, order.service(), told.attributes());
      var same = latest != null && latest.shared().equals(plan.shared());
      latest = plan.numbered(latest == null ? 1 : latest.version() + (same ? 0 : 1));
    }
    return Optional.ofNullable(latest);
  }

  private static Plan read(CaseFile file, String service, JsonNode told) {
    var form =
        StreamSupport.stream(file.request().works().spliterator(), false)
            .filter(item -> service.equals(item.path("service").asText()))
            .toList();
    var lines = new ArrayList<Line>();
    if (SAID.stream().anyMatch(told::hasNonNull)) {
      var first = form.isEmpty() ? JsonNodeFactory.instance.objectNode() : form.get(0);
      Line.read(told, first).ifPresent(lines::add);
    } else {
      form.forEach(item -> Line.read(item, item).ifPresent(lines::add));
    }
    return new Plan(service, Facts.normal(told.path("planNo").asText()), lines, 1);
  }

  private Plan numbered(int number) {
    return new Plan(service, planNo, lines, number);
  }

  private static String text(JsonNode said, JsonNode form, String field) {
    var given = Facts.normal(said.path(field).asText());
    var text = given == null ? Facts.normal(form.path(field).asText()) : given;
    return text == null || text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
  }

  private static LocalDate day(String text) {
    try {
      return text == null ? null : LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
