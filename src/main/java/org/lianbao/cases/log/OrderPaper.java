package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lianbao.cases.OwedOrder;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.shared.Json;

/** One order being written out: its head, then what its kind needs. */
record OrderPaper(
    CaseFile file, String orderNo, String partner, String role, String kind, ObjectNode content) {

  static OrderPaper of(CaseFile file, String orderNo, String partner, String role, String kind) {
    var content =
        Json.mapper()
            .createObjectNode()
            .put("orderNo", orderNo)
            .put("caseNo", file.caseNo())
            .put("upstreamApplyNo", file.upstreamApplyNo())
            .put("kind", kind)
            .put("role", role)
            .put("revision", file.revision());
    return new OrderPaper(file, orderNo, partner, role, kind, content);
  }

  /**
   * The finished order.
   *
   * @param seq number of the log entry it follows from
   * @param place among the orders of that entry for the same partner, 0 to 99
   */
  OwedOrder after(long seq, int place) {
    return new OwedOrder(
        orderNo, file.caseNo(), partner, role, kind, file.revision(), seq * 100 + place, content);
  }
}
