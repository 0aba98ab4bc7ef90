package org.lianbao.twin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An order the twin has.
 *
 * @param partnerRef the number the twin gave it; {@code null} where its examples give none
 */
record TakenOrder(String orderNo, String partnerRef, Instant takenAt) {

  /** As mappings see it in {@code $order}. */
  ObjectNode document(String example, long serial) {
    var dash = orderNo.indexOf('-');
    return JsonNodeFactory.instance
        .objectNode()
        .put("orderNo", orderNo)
        .put("caseNo", dash < 0 ? orderNo : orderNo.substring(0, dash))
        .put("partnerRef", partnerRef)
        .put("takenAt", takenAt.toString())
        .put("example", example)
        .put("serial", String.valueOf(serial));
  }
}
