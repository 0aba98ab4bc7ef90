package org.lianbao.cases.procedure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.application.Works;
import org.lianbao.rules.Rules;

/** Whether works are small enough to go by commitment, and why (S6, S19, A5, A6). */
record SmallWorks(Rules.Commitment limits) {

  private static final List<String> PAPERS = List.of("M12", "M13");

  /** What speaks against it for this service's works, in words; empty if nothing does. */
  List<String> against(String service, Works works, Request request) {
    if ("NORMAL".equals(request.approvalPath())) {
      return List.of("申请人选择一般审批 / the applicant chose ordinary approval");
    }
    var against = new ArrayList<String>();
    if (!limits.services().contains(service)) {
      against.add("本事项未实行告知承诺 / commitment is not open to this service");
    }
    if (!works.all("length")) {
      against.add("外线长度未填 / the length of the line is not stated");
    }
    var length = works.sum("length");
    if (length.compareTo(limits.maxLength()) > 0) {
      against.add(
          "外线 %1$s 米，超过 %2$s 米 / the line is %1$s m, more than %2$s m"
              .formatted(text(length), text(limits.maxLength())));
    }
    var green = works.sum("greenArea");
    if (green.compareTo(limits.maxGreenArea()) > 0) {
      against.add(
          "占用绿地 %1$s 平方米，超过 %2$s 平方米 / %1$s m² of green space, more than %2$s m²"
              .formatted(text(green), text(limits.maxGreenArea())));
    }
    if (!limits.fellsTrees() && works.any("treeCount")) {
      against.add("涉及树木 / trees are concerned");
    }
    for (var paper : PAPERS) {
      if (!request.papers().contains(paper)) {
        against.add(
            "未附%s（材料 %s） / %2$s is not attached"
                .formatted(paper.equals("M12") ? "承诺书" : "施工方案", paper));
      }
    }
    return against;
  }

  /** What speaks for it, in words. */
  List<String> inFavour(Works works) {
    return List.of(
        "外线 %1$s 米、占用绿地 %2$s 平方米，均在限内 / the line is %1$s m and takes %2$s m² of green space, within the limits"
            .formatted(text(works.sum("length")), text(works.sum("greenArea"))));
  }

  private static String text(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
