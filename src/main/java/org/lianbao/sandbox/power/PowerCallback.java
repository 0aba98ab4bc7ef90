package org.lianbao.sandbox.power;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;

/**
 * One {@code hjfk} of an order. The grid's habits: no 接件 ever, 02 before 01, 03 twice under two
 * request numbers, 05 and 09 for information. Made from the order alone, so a repeat after a
 * restart is the same message.
 */
record PowerCallback(Order order, int step) {

  /** The steps in the order in which they are sent; the last two letters of a repeat are 重发. */
  static final List<String> STEPS = List.of("02", "01", "03", "03重发", "07", "05", "06", "08", "09");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(Clock.COUNTY);

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
    var code = STEPS.get(step).substring(0, 2);
    // The account number exists once the meter hangs.
    var account = code.equals("08") || code.equals("09") ? order.reference().substring(2) : "";
    return "<yk:hjfk>"
        + element("YSQBH", order.orderNo())
        + element("SQBH", order.reference())
        + element("YHBH", account)
        + element("HJBM", code)
        + element("HJJG", "1")
        + element("HJSJ", TIME.format(happenedAt()))
        + element("CLR", "赵六")
        + element("CLYJ", opinion(code))
        + element("YYDM", "")
        + element("YYMC", "")
        + element("FYJE", code.equals("03") ? "128000.00" : "")
        + "</yk:hjfk>";
  }

  private Instant happenedAt() {
    return switch (step) {
      // Accepted when it came, though told after the survey.
      case 1 -> order.acceptedAt();
      // The repeat says the same as the first.
      case 3 -> order.steps().get(2);
      default -> order.steps().get(step);
    };
  }

  private static String opinion(String code) {
    return switch (code) {
      case "01" -> "受理通过";
      case "02" -> "现场勘查完成";
      case "03" -> "供电方案已答复";
      case "05" -> "中间检查合格";
      case "06" -> "竣工检验合格";
      case "07" -> "合同已签订";
      case "08" -> "装表接电完成";
      default -> "资料归档";
    };
  }

  private static String element(String name, String text) {
    return "<" + name + ">" + Soap.escape(text) + "</" + name + ">";
  }
}
