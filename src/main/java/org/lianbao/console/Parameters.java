package org.lianbao.console;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.lianbao.shared.Problem;

/**
 * Reads the parameters of a query and gathers every fault in them. What cannot be used falls back
 * to its default, so that a page can go on where the API refuses. Texts of faults never repeat what
 * was given: it may be somebody's name.
 */
final class Parameters {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final Map<String, String> given;
  private final List<Problem.Fault> faults = new ArrayList<>();

  Parameters(Map<String, String> given) {
    this.given = given;
  }

  /** A whole number from {@code min} to {@code max}, or the fallback. */
  long number(String name, long fallback, long min, long max) {
    var text = value(name);
    if (text == null) {
      return fallback;
    }
    if (NUMBER.matcher(text).matches()) {
      var number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    fault(
        name,
        "NOT_IN_RANGE",
        "应为 %d 到 %d 的整数 / give a whole number from %d to %d".formatted(min, max, min, max));
    return fallback;
  }

  /** Free text of at most {@code max} characters without control characters, or {@code null}. */
  String text(String name, int max) {
    var text = value(name);
    if (text == null) {
      return null;
    }
    if (text.length() > max) {
      fault(name, "TOO_LONG", "不超过 %d 个字 / give at most %d characters".formatted(max, max));
      return null;
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      fault(name, "CONTROL_CHARACTER", "不得含控制字符 / leave out control characters");
      return null;
    }
    return text;
  }

  /** A day such as 2026-11-24, or the fallback. */
  LocalDate day(String name, LocalDate fallback) {
    var text = value(name);
    try {
      return text == null ? fallback : LocalDate.parse(text);
    } catch (DateTimeException e) {
      fault(name, "NOT_A_DAY", "应为 2026-11-24 这样的日期 / give a day such as 2026-11-24");
      return fallback;
    }
  }

  /** One of the codes allowed, or {@code null}. */
  String oneOf(String name, Set<String> allowed) {
    var text = value(name);
    if (text != null && !allowed.contains(text)) {
      var codes = String.join(", ", allowed);
      fault(name, "UNKNOWN_CODE", "应为 %s 之一 / give one of %s".formatted(codes, codes));
      return null;
    }
    return text;
  }

  /** A code made of capitals, digits and underscores, or {@code null}. */
  String code(String name) {
    var text = value(name);
    if (text != null && !text.matches("[A-Z0-9_]{1,40}")) {
      fault(name, "NOT_A_CODE", "应为大写字母代码，如 WATER / give a code in capital letters such as WATER");
      return null;
    }
    return text;
  }

  /** {@code true} or {@code false}, or {@code null}. */
  Boolean yesOrNo(String name) {
    var text = oneOf(name, Set.of("true", "false"));
    return text == null ? null : Boolean.valueOf(text);
  }

  List<Problem.Fault> faults() {
    return List.copyOf(faults);
  }

  private String value(String name) {
    var text = given.get(name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private void fault(String name, String code, String mend) {
    faults.add(
        new Problem.Fault("", name, code, "查询参数 " + name + "：" + mend, Problem.Severity.ERROR));
  }
}
