package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.application.Application;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.OwedOrder;
import org.lianbao.cases.procedure.CaseEvent.Opened;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Json;

/** Turns what a chapter decides into the documents that partners are owed. */
final class Owing {

  private static final String UPSTREAM = "upstream";

  private final Partners partners;

  Owing(Partners partners) {
    this.partners = partners;
  }

  /** The orders that the opening of a case owes, each with the whole form. */
  List<OwedOrder> orders(Chapter chapter, Application application) {
    var owed = new ArrayList<OwedOrder>();
    for (var entry : chapter.entries()) {
      if (entry.event() instanceof Opened opened) {
        for (var order : opened.owed()) {
          owed.add(connect(chapter.file(), order, entry.seq(), application));
        }
      }
    }
    return owed;
  }

  /** One report to the county for each entry, in order; none where nobody takes them. */
  List<OwedOrder> reports(Chapter chapter) {
    return partners.taking(UPSTREAM, OrderKind.STATUS).stream()
        .flatMap(county -> chapter.entries().stream().map(it -> status(chapter.file(), county, it)))
        .toList();
  }

  private static OwedOrder connect(
      CaseFile file, Owed order, long position, Application application) {
    var content = content(file, order.orderNo(), order.kind(), order.role());
    content.put("service", order.service());
    content.put("revision", file.revision());
    content.set("application", application.document());
    return owed(
        file, order.orderNo(), order.partner(), order.role(), order.kind(), position, content);
  }

  private static OwedOrder status(CaseFile file, Partner county, Entry entry) {
    var orderNo = file.caseNo() + "-" + county.suffix() + "-" + entry.seq();
    var content = content(file, orderNo, OrderKind.STATUS, UPSTREAM);
    content.set("event", Json.mapper().valueToTree(entry.view()));
    return owed(file, orderNo, county.slug(), UPSTREAM, OrderKind.STATUS, entry.seq(), content);
  }

  private static ObjectNode content(CaseFile file, String orderNo, String kind, String role) {
    return Json.mapper()
        .createObjectNode()
        .put("orderNo", orderNo)
        .put("caseNo", file.caseNo())
        .put("upstreamApplyNo", file.upstreamApplyNo())
        .put("kind", kind)
        .put("role", role);
  }

  private static OwedOrder owed(
      CaseFile file,
      String orderNo,
      String partner,
      String role,
      String kind,
      long position,
      ObjectNode content) {
    return new OwedOrder(
        orderNo, file.caseNo(), partner, role, kind, file.revision(), position, content);
  }
}
