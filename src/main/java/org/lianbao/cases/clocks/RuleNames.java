package org.lianbao.cases.clocks;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.cases.OrderKind;
import org.lianbao.rules.ClockRule;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.RulesFault;

/** Checks that the limits of an edition name events and kinds of order that exist. */
final class RuleNames {

  private static final Set<String> KINDS =
      Arrays.stream(OrderKind.class.getFields()).map(RuleNames::text).collect(Collectors.toSet());

  private RuleNames() {}

  static void check(Rulebook book) {
    for (var edition : book.editions()) {
      var faults = new ArrayList<String>();
      edition.clocks().forEach(rule -> faults.addAll(faults(rule)));
      if (!faults.isEmpty()) {
        throw new RulesFault(edition.edition(), faults);
      }
    }
  }

  private static List<String> faults(ClockRule rule) {
    var events =
        Stream.of(
                Stream.ofNullable(rule.from()),
                rule.until().stream(),
                rule.dropped().stream(),
                rule.pauses().keySet().stream(),
                rule.pauses().values().stream())
            .flatMap(it -> it)
            .filter(it -> Happening.read(it).isEmpty())
            .map(
                it ->
                    "clocks[%s]：没有可报送的事件 %s / no event %2$s that anybody reports"
                        .formatted(rule.id(), it));
    var kinds =
        rule.orders().stream()
            .filter(it -> !KINDS.contains(it))
            .map(
                it ->
                    "clocks[%s].orders：没有工单种类 %s / no kind of order %2$s".formatted(rule.id(), it));
    return Stream.concat(events, kinds).sorted().toList();
  }

  private static String text(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
