package org.lianbao.routing.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lianbao.partners.Partner;
import org.lianbao.routing.check.RouteFile.Part;
import org.lianbao.shared.Finding;

/**
 * Conditions of routes. Each compares one setting with one of the values the setting may have, so
 * that every value is taken by a route that was written for it, and no other value by any.
 */
final class Conditions {

  private static final String KEY = "precondition";
  private static final Pattern FORM =
      Pattern.compile(
          "'\\{\\{lianbao\\.partners\\.([a-z0-9-]+)\\.([a-z0-9-]+)(?::([^}]*))?}}' == '([^']*)'");

  private final Partner partner;
  private final List<Finding> findings = new ArrayList<>();

  private Conditions(Partner partner) {
    this.partner = partner;
  }

  /** A setting and the value of it under which a route runs. */
  private record Condition(String key, String otherwise, String value) {}

  /**
   * Checks the conditions of a partner's routes.
   *
   * @param takers those of the routes that take its orders
   */
  static List<Finding> check(Partner partner, List<Part> routes, List<Part> takers) {
    var conditions = new Conditions(partner);
    routes.stream().filter(Conditions::has).forEach(conditions::one);
    if (conditions.findings.isEmpty()) {
      conditions.takers(takers);
    }
    return conditions.findings;
  }

  static boolean has(Part route) {
    return !route.text(KEY).isEmpty();
  }

  /** Whether a route runs with these settings. */
  static boolean hold(Part route, Map<String, String> settings) {
    var found = FORM.matcher(route.text(KEY));
    return !found.matches()
        || found.group(4).equals(settings.getOrDefault(found.group(2), found.group(3)));
  }

  private void one(Part route) {
    var condition = read(route);
    var allowed = condition.map(c -> allowed(c.key)).orElse(List.of());
    if (allowed.isEmpty()) {
      findings.add(
          route.finding(
              KEY,
              "条件不是“参数等于可取的值”",
              "the condition does not compare a setting with a value it may have",
              "写成 '{{lianbao.partners.%s.键}}' == '值'，键在清单里有 oneOf".formatted(partner.slug()),
              "write '{{lianbao.partners.%s.KEY}}' == 'VALUE' with a setting that has oneOf"
                  .formatted(partner.slug())));
      return;
    }
    if (!allowed.contains(condition.get().value)
        || !allowed.contains(
            Optional.ofNullable(condition.get().otherwise).orElse(allowed.get(0)))) {
      findings.add(
          route.finding(
              KEY,
              "参数 " + condition.get().key + " 不能取这个值",
              "the setting " + condition.get().key + " may not have this value",
              "可取：" + String.join("、", allowed),
              "it may be " + String.join(", ", allowed)));
    }
  }

  /** Whatever value the setting has, somebody takes the orders. */
  private void takers(List<Part> takers) {
    Map<String, List<String>> taken = new LinkedHashMap<>();
    takers.stream()
        .flatMap(route -> read(route).stream())
        .forEach(c -> taken.computeIfAbsent(c.key, any -> new ArrayList<>()).add(c.value));
    taken.forEach(
        (key, values) -> {
          var left = allowed(key).stream().filter(value -> !values.contains(value)).toList();
          if (!left.isEmpty()) {
            findings.add(
                takers
                    .get(0)
                    .finding(
                        KEY,
                        "%s 为 %s 时没有路由取工单".formatted(key, String.join("、", left)),
                        "no route takes orders when %s is %s"
                            .formatted(key, String.join(" or ", left)),
                        "补上这样的路由，或从 oneOf 删去",
                        "write such a route, or take the value out of oneOf"));
          }
        });
  }

  private Optional<Condition> read(Part route) {
    var found = FORM.matcher(route.text(KEY));
    return found.matches() && found.group(1).equals(partner.slug())
        ? Optional.of(new Condition(found.group(2), found.group(3), found.group(4)))
        : Optional.empty();
  }

  private List<String> allowed(String key) {
    var setting = partner.settings().get(key);
    return setting == null ? List.of() : setting.oneOf();
  }
}
