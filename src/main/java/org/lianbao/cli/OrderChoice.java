package org.lianbao.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which orders a command means: all that fit everything given. */
final class OrderChoice {

  @Parameters(arity = "0..*", paramLabel = "ORDERNO", description = "推送单号 / order numbers.")
  List<String> orders = List.of();

  @Option(names = "--partner", paramLabel = "SLUG", description = "单位 / the partner.")
  String partner;

  @Option(names = "--case", paramLabel = "CASENO", description = "办件编号 / the case.")
  String caseNo;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "状态：DEAD 待人工处理，OWED 等待，DELIVERED 已送达 / DEAD given up, OWED waiting, DELIVERED."
              + " 不写单号时 resend 默认 DEAD / resend without order numbers: DEAD.")
  String state;

  @Option(
      names = "--failure",
      paramLabel = "KIND",
      description =
          "末次失败 / the last failure: NETWORK, TIMEOUT, SERVER, THROTTLED, REFUSED, SIGNATURE,"
              + " MAPPING, FILE, HUB.")
  String failure;

  @Option(names = "--kind", paramLabel = "KIND", description = "种类，如 connect / such as connect.")
  String kind;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "此时起产生的，如 2026-12-05T22:00 / owed at this Beijing time or later.")
  String from;

  @Option(names = "--to", paramLabel = "TIME", description = "此时前产生的 / owed before this time.")
  String to;

  Map<String, String> query(String usualState) {
    var query = new TreeMap<String, String>();
    put(query, "orders", orders.isEmpty() ? null : String.join(",", orders));
    put(query, "partner", partner);
    put(query, "case", caseNo);
    put(query, "state", state == null && orders.isEmpty() ? usualState : upper(state));
    put(query, "failure", upper(failure));
    put(query, "kind", kind);
    put(query, "from", from);
    put(query, "to", to);
    return query;
  }

  private static String upper(String word) {
    return word == null ? null : word.toUpperCase(Locale.ROOT);
  }

  private static void put(Map<String, String> query, String name, String value) {
    if (value != null) {
      query.put(name, value);
    }
  }
}
