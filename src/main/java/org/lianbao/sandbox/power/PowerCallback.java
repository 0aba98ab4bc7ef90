package org.lianbao.sandbox.power;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.sandbox.desk.Turn;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;

/**
 * One {@code hjfk} of an order, of the step with this name. The grid's habits: no 接件 ever, 02
 * before 01, 03 twice under two request numbers, 05 and 09 for information. Made from the order
 * alone, so a repeat after a restart is the same message.
 */
record PowerCallback(Order order, int step, String name) {

  /** The steps in the order in which they are sent; the last two letters of a repeat are 重发. */
  static final List<String> STEPS = List.of("02", "01", "03", "03重发", "07", "05", "06", "08", "09");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(Clock.COUNTY);

  private static final Map<String, String> OPINIONS =
      Map.ofEntries(
          Map.entry("01", "受理通过"),
          Map.entry("02", "现场勘查完成"),
          Map.entry("03", "供电方案已答复"),
          Map.entry("05", "中间检查合格"),
          Map.entry("06", "竣工检验合格"),
          Map.entry("07", "合同已签订"),
          Map.entry("08", "装表接电完成"),
          Map.entry("09", "资料归档"),
          Map.entry("10", "路面已恢复"),
          Map.entry("21", "资料不齐，请补正"),
          Map.entry("22", "不予受理"),
          Map.entry("31", "挂起"),
          Map.entry("32", "恢复"),
          Map.entry("90", "终止"));

  /** Every step the grid can take. */
  static Set<String> codes() {
    return Stream.concat(OPINIONS.keySet().stream(), STEPS.stream()).collect(Collectors.toSet());
  }

  /** The request number, unique for each callback and the same whenever it is sent again. */
  String requestNo() {
    return order.orderNo() + "-%02d".formatted(step + 1);
  }

  /** The whole envelope, signed. */
  String envelope(String secret, Instant now) {
    var body = body();
    var header =
        "<yk:BWT><FWBM>BZ_HJ_FK</FWBM><YXT>PYGD</YXT><MBXT>PYXBZ</MBXT>"
            + element("QQLSH", requestNo())
            + element("QQSJ", TIME.format(now))
            + element("ZY", Digest.sm3(secret + body))
            + "</yk:BWT>";
    return Soap.envelope(header, body);
  }

  private String body() {
    var turn = Turn.of(name, "1");
    var code = turn.step().substring(0, 2);
    // The account number exists once the meter hangs.
    var account = code.equals("08") || code.equals("09") ? order.reference().substring(2) : "";
    return "<yk:hjfk>"
        + element("YSQBH", order.orderNo())
        + element("SQBH", order.reference())
        + element("YHBH", account)
        + element("HJBM", code)
        + element("HJJG", turn.result())
        + element("HJSJ", TIME.format(happenedAt()))
        + element("CLR", "赵六")
        + element("CLYJ", turn.result().equals("1") ? OPINIONS.get(code) : "不通过")
        + element("YYDM", "")
        + element("YYMC", "")
        + element("FYJE", code.equals("03") ? "128000.00" : "")
        + "</yk:hjfk>";
  }

  private Instant happenedAt() {
    // Accepted when it came, though told after the survey; a repeat says the same as the first.
    return name.startsWith("01")
        ? order.acceptedAt()
        : order.steps().get(name.endsWith("重发") ? step - 1 : step);
  }

  private static String element(String name, String text) {
    return "<" + name + ">" + Soap.escape(text) + "</" + name + ">";
  }
}
