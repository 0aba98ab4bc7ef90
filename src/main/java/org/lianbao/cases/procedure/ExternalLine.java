package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lianbao.application.Works;
import org.lianbao.cases.EventType;

/**
 * Whether works outside the premises are needed (外线, A2). The form says what the applicant
 * believes; a survey that says {@code externalLine} finds or denies one: about its own service, or,
 * told of the case, about all. Of one service the latest finding counts, over the form; a case has
 * an external line if any of its services has.
 *
 * @param findings by service the latest finding
 */
record ExternalLine(Request request, Map<String, Finding> findings) {

  private static final List<String> TOUCHED =
      List.of(
          "roadOccupied",
          "roadDug",
          "greenArea",
          "treeCount",
          "waterFacility",
          "greenPlanChanged",
          "drainage",
          "affectsTraffic");

  private static final List<String> SEEN =
      Stream.concat(
              TOUCHED.stream(),
              Stream.of(
                  "length",
                  "roadName",
                  "occupyArea",
                  "digArea",
                  "start",
                  "end",
                  "plannedStart",
                  "plannedFinish"))
          .toList();

  /** What a survey found, and under which number that was told. */
  record Finding(String orderNo, Milestone told) {

    /** Of findings of the same time the same one always counts. */
    private static final Comparator<Finding> BY_TIME =
        Comparator.comparing(Finding::told, Standing.BY_TIME).thenComparing(Finding::orderNo);

    boolean yes() {
      return told.attributes().path("externalLine").booleanValue();
    }
  }

  static ExternalLine of(CaseFile file) {
    var findings = new LinkedHashMap<String, Finding>();
    for (var service : file.services()) {
      Stream.concat(
              Stream.of(file.own()),
              file.orders().values().stream()
                  .filter(order -> order.connects() && service.equals(order.service())))
          .flatMap(ExternalLine::findings)
          .max(Finding.BY_TIME)
          .ifPresent(it -> findings.put(service, it));
    }
    return new ExternalLine(file.request(), findings);
  }

  boolean needed() {
    return findings.isEmpty()
        ? !"NO".equals(request.externalLine())
        : request.services().stream().anyMatch(this::neededFor);
  }

  boolean neededFor(String service) {
    var found = findings.get(service);
    return found == null ? saysTheForm(service) : found.yes();
  }

  /** The latest finding of all. */
  Optional<Finding> latest() {
    return findings.values().stream().max(Finding.BY_TIME);
  }

  /**
   * The works of the services that need them: what the form describes of them, and what surveys
   * found in its place. None while nobody is sure of an external line.
   */
  Works works() {
    var all = JsonNodeFactory.instance.arrayNode();
    for (var item : request.works()) {
      var found = findings.get(item.path("service").asText());
      if (found == null ? "YES".equals(request.externalLine()) && needed() : found.yes()) {
        all.add(found == null ? item : seen(item, found.told().attributes()));
      }
    }
    findings.forEach(
        (service, found) -> {
          if (found.yes() && described().noneMatch(service::equals)) {
            var item = JsonNodeFactory.instance.objectNode().put("service", service);
            all.add(seen(item, found.told().attributes()));
          }
        });
    return new Works(all);
  }

  /** The works as they are to be asked for, once a survey has found any; else the form stands. */
  Optional<Works> found() {
    return findings.values().stream().anyMatch(Finding::yes)
        ? Optional.of(works())
        : Optional.empty();
  }

  /** A form that lists its lines has none for the services it does not list. */
  private boolean saysTheForm(String service) {
    return switch (request.externalLine()) {
      case "NO" -> false;
      case "YES" -> request.works().isEmpty() || described().anyMatch(service::equals);
      default -> true;
    };
  }

  private Stream<String> described() {
    return StreamSupport.stream(request.works().spliterator(), false)
        .map(item -> item.path("service").asText());
  }

  private static Stream<Finding> findings(OrderFile order) {
    return order.turns(EventType.SURVEY_COMPLETED).stream()
        .filter(told -> told.attributes().path("externalLine").isBoolean())
        .map(told -> new Finding(order.orderNo(), told));
  }

  /** Days and places go into orders, so what is none of them is left out. */
  private static boolean readable(String field, JsonNode said) {
    return switch (field) {
      case "plannedStart", "plannedFinish" -> said.asText().matches("\\d{4}-\\d\\d-\\d\\d");
      case "start", "end" ->
          said.isArray() && said.size() == 2 && said.get(0).isNumber() && said.get(1).isNumber();
      default -> !said.isMissingNode();
    };
  }

  /**
   * A line of the form as the survey saw it. That approvals are needed counts where nothing says
   * for what; that none are needed, over everything.
   */
  private static JsonNode seen(JsonNode line, JsonNode found) {
    var item = (ObjectNode) line.deepCopy();
    if (found.path("needsApproval").isBoolean() && !found.path("needsApproval").booleanValue()) {
      return item.remove(TOUCHED);
    }
    SEEN.stream()
        .filter(field -> readable(field, found.path(field)))
        .forEach(field -> item.set(field, found.get(field)));
    var touches = new Works(JsonNodeFactory.instance.arrayNode().add(item));
    if (TOUCHED.stream().noneMatch(touches::any) && found.path("needsApproval").asBoolean()) {
      item.put("needsApproval", true);
    }
    return item;
  }
}
