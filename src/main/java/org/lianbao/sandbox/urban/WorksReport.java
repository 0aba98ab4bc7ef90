package org.lianbao.sandbox.urban;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * The {@code params} of a report, as the bureau reads them: every value is text, and a field it
 * does not know is refused.
 *
 * @param lsh the hub's order number
 * @param acceptance whether it asks for joint acceptance, and does not file a works plan
 * @param digest SM3 of the canonical document
 */
record WorksReport(String lsh, boolean acceptance, String digest) {

  private static final List<String> REQUIRED =
      List.of("lsh", "sqlx", "xmmc", "sgdw", "sgdd", "zdmj", "ldmj", "ksrq", "jsrq", "cns");
  private static final Set<String> PLAN = Set.of("wjmc", "wjdz");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

  /**
   * Reads the params.
   *
   * @throws Refusal naming the fields at fault; no value is quoted
   */
  static WorksReport read(JsonNode params) throws Refusal {
    var missing = REQUIRED.stream().filter(name -> text(params, name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new Refusal("参数缺失:" + String.join(",", missing));
    }
    var wrong = wrong(params);
    if (!wrong.isEmpty()) {
      throw new Refusal("参数格式不符:" + String.join(",", wrong));
    }
    return new WorksReport(
        text(params, "lsh"), text(params, "sqlx").equals("2"), Digest.sm3(Json.canonical(params)));
  }

  private static List<String> wrong(JsonNode params) {
    var wrong = new ArrayList<String>();
    expect(text(params, "lsh").matches("[0-9A-Z-]{1,64}"), "lsh", wrong);
    expect(text(params, "sqlx").matches("[12]"), "sqlx", wrong);
    expect(text(params, "cns").matches("[01]"), "cns", wrong);
    for (var area : List.of("zdmj", "ldmj")) {
      expect(text(params, area).matches("\\d{1,10}(\\.\\d{1,2})?"), area, wrong);
    }
    var start = day(text(params, "ksrq"));
    var end = day(text(params, "jsrq"));
    expect(start.isPresent(), "ksrq", wrong);
    expect(
        end.isPresent() && start.map(from -> !end.get().isBefore(from)).orElse(true),
        "jsrq",
        wrong);
    expect(plans(params.path("sgfa")), "sgfa", wrong);
    params
        .properties()
        .forEach(
            field ->
                expect(
                    field.getKey().equals("sgfa")
                        || REQUIRED.contains(field.getKey()) && field.getValue().isTextual(),
                    field.getKey(),
                    wrong));
    return wrong.stream().distinct().toList();
  }

  private static boolean plans(JsonNode plans) {
    if (!plans.isArray()) {
      return false;
    }
    for (var plan : plans) {
      var known = plan.properties().stream().allMatch(field -> PLAN.contains(field.getKey()));
      if (!known || text(plan, "wjmc").isEmpty() || !plan.path("wjdz").isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static void expect(boolean fits, String field, List<String> wrong) {
    if (!fits) {
      wrong.add(field);
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text, DAY));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode object, String name) {
    var value = object.path(name);
    return value.isTextual()
        ? value.textValue().strip()
        : value.isValueNode() ? value.asText() : "";
  }

  /** What the bureau says to a report it does not take. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }
}
