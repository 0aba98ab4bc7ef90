package org.lianbao.sandbox.urban;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.shared.Clock;

/**
 * One step of the bureau's work, and what it reports of it.
 *
 * @param czlx the kind of report
 * @param extra the fields that this kind has beside those of every report
 */
record Step(String label, String czlx, Map<String, String> extra) {

  /** A works plan: taken up, then inspected on the road. */
  static final List<Step> WORKS =
      List.of(
          new Step("受理", "sl", Map.of("czyj", "同意受理")),
          new Step("检查", "jc", Map.of("jcbh", "JC01", "sfhg", "1", "wtms", "")));

  /** An acceptance: taken up, arranged, the road found restored, and decided. */
  static final List<Step> ACCEPTANCE =
      List.of(
          new Step("受理", "sl", Map.of("czyj", "参加联合验收")),
          new Step("验收安排", "lhys", Map.of("yysj", "")),
          new Step("恢复验收", "hf", Map.of("jg", "1")),
          new Step("验收合格", "lhys", Map.of("jg", "1")));

  private static final Duration NOTICE = Duration.ofDays(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Clock.COUNTY);

  /** The params of the report; made from the order alone, so that a repeat says the same. */
  Map<String, String> callback(Order order, int step) {
    var params = new LinkedHashMap<String, String>();
    params.put("lsh", order.orderNo());
    params.put("czlx", czlx);
    params.put("czbh", order.reference() + "-%02d".formatted(step + 1));
    params.put("czsj", TIME.format(order.steps().get(step)));
    params.put("czr", "郑十");
    params.putAll(extra);
    params.computeIfPresent(
        "yysj", (name, any) -> TIME.format(order.steps().get(step).plus(NOTICE)));
    return params;
  }
}
