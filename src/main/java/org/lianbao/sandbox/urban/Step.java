package org.lianbao.sandbox.urban;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  /** Works that break what was promised: found, ordered to be mended, not mended, revoked. */
  private static final List<Step> BROKEN =
      List.of(
          new Step("检查不合格", "jc", Map.of("jcbh", "JC01", "sfhg", "0", "wtms", "未按承诺设置围挡")),
          new Step("责令整改", "zg", Map.of("zgqx", "", "wtms", "限期设置围挡")),
          new Step("复查合格", "fc", Map.of("sfhg", "1")),
          new Step("复查不合格", "fc", Map.of("sfhg", "0", "wtms", "逾期未整改")),
          new Step("撤销许可", "cx", Map.of("cxwh", "濮县城管撤〔2026〕1号", "wtms", "未兑现承诺")));

  private static final Duration NOTICE = Duration.ofDays(1);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(Clock.COUNTY);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Clock.COUNTY);

  /** Every step that can be taken with works. */
  static List<Step> ofWorks() {
    return Stream.concat(WORKS.stream(), BROKEN.stream()).toList();
  }

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
    params.computeIfPresent(
        "zgqx", (name, any) -> DAY.format(order.steps().get(step).plus(NOTICE)));
    return params;
  }
}
