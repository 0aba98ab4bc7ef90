package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lianbao.application.Application;
import org.lianbao.application.ApprovalItems;
import org.lianbao.application.Works;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.OwedOrder;
import org.lianbao.cases.Role;
import org.lianbao.cases.log.Seen.Box;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Json;

/** Turns what a chapter decides into the documents that partners are owed. */
final class Owing {

  private static final ApprovalItems ITEMS = ApprovalItems.load();

  private final Partners partners;
  private final Records records;

  Owing(Partners partners) {
    this.partners = partners;
    this.records = new Records(partners);
  }

  /**
   * Everything the chapter owes: its orders, a report of each entry to the county, and what the
   * keepers of records are told.
   *
   * @param form the form as it stands; asked for only where an order carries it
   */
  List<OwedOrder> of(Chapter chapter, Supplier<Application> form) {
    return of(chapter, form, partner -> List.of());
  }

  /**
   * Everything that a chapter with a changed form owes.
   *
   * @param changes what changed in what a partner sees, by its slug
   */
  List<OwedOrder> of(
      Chapter chapter, Supplier<Application> form, Function<String, List<Box>> changes) {
    var owed = new ArrayList<OwedOrder>();
    for (var entry : chapter.entries()) {
      var place = 0;
      for (var order : entry.owed()) {
        if (!order.byHand()) {
          var paper = order(chapter.file(), with(changes, order), form.get());
          owed.add(paper.after(entry.seq(), place++));
        }
      }
    }
    partners
        .taking(Role.UPSTREAM, OrderKind.STATUS)
        .ifPresent(
            county ->
                chapter
                    .entries()
                    .forEach(entry -> owed.add(status(chapter.file(), county, entry))));
    chapter.entries().forEach(entry -> owed.addAll(records.of(chapter.file(), entry, form)));
    return owed;
  }

  /** An order that tells of a changed form says which boxes changed. */
  private static Owed with(Function<String, List<Box>> changes, Owed order) {
    if (!order.kind().equals(OrderKind.AMEND)) {
      return order;
    }
    var details = Json.mapper().createObjectNode();
    if (order.details() instanceof ObjectNode said) {
      details.setAll(said);
    }
    details.set("changes", Json.mapper().valueToTree(changes.apply(order.partner())));
    return new Owed(
        order.orderNo(), order.partner(), order.role(), order.kind(), order.item(), details);
  }

  private static OrderPaper order(CaseFile file, Owed order, Application application) {
    var paper = OrderPaper.of(file, order.orderNo(), order.partner(), order.role(), order.kind());
    var content = paper.content();
    if (order.service() != null) {
      content.put("service", order.service());
    }
    if (order.kind().equals(OrderKind.APPROVAL) || order.kind().equals(OrderKind.COMMITMENT)) {
      // Items of one bundle differ in their last part alone.
      content.put("bundleNo", order.orderNo().substring(0, order.orderNo().lastIndexOf('-')));
    }
    if (order.item() != null) {
      ITEMS.find(order.item()).ifPresent(item -> content.set("item", named(item)));
    }
    if (order.details() != null) {
      content.set("details", order.details().deepCopy());
    }
    if (order.kind().equals(OrderKind.ACCEPTANCE)) {
      // The builder takes part (建设单位, A24).
      var builder = application.document().at("/project/builderName");
      content.withObject("/details").set("builder", builder);
    }
    file.orders().values().stream()
        .filter(it -> it.connects() && it.role().equals(order.role()))
        .filter(it -> !it.orderNo().equals(order.orderNo()))
        .findFirst()
        .ifPresent(it -> content.put("concerns", it.orderNo()));
    NoticeWords.of(order, application).ifPresent(words -> content.put("words", words));
    content.set("application", given(order, application, file));
    return paper;
  }

  /** Who is called to a meeting learns of the project, and of nobody in it. */
  private static JsonNode given(Owed order, Application form, CaseFile file) {
    if (!order.kind().equals(OrderKind.MEETING)) {
      var given = given(order.role(), form);
      return Role.service(order.role()) == null
          ? file.worksFound().map(found -> with(found, given)).orElse(given)
          : given;
    }
    var summary = Json.mapper().createObjectNode();
    summary.set("project", form.document().path("project").deepCopy());
    summary.set("services", form.document().path("services").deepCopy());
    return summary;
  }

  /** Departments are asked about the works there are, whatever the applicant believed. */
  private static JsonNode with(Works found, JsonNode form) {
    var asked = form.<ObjectNode>deepCopy();
    var works = asked.withObject("/externalWorks").put("hasExternalLine", "YES");
    var described = works.path("items");
    var items = works.arrayNode();
    for (var line : found.items()) {
      var item = items.addObject();
      for (var one : described) {
        if (one.path("service").equals(line.path("service"))) {
          item.setAll((ObjectNode) one.deepCopy());
        }
      }
      item.setAll((ObjectNode) line.deepCopy());
    }
    works.set("items", items);
    return asked;
  }

  /** The form as this role is given it, before the allow-list of its partner. */
  static JsonNode given(String role, Application form) {
    return Role.service(role) == null ? form.document() : form.forCompanies();
  }

  private static JsonNode named(ApprovalItems.Item item) {
    return Json.mapper()
        .createObjectNode()
        .put("code", item.code())
        .put("zh", item.zh())
        .put("en", item.en())
        .put("notice", item.notice() == null ? item.zh() : item.notice());
  }

  private static OwedOrder status(CaseFile file, Partner county, Entry entry) {
    var number = file.caseNo() + "-" + county.suffix() + "-" + entry.seq();
    var paper = OrderPaper.of(file, number, county.slug(), Role.UPSTREAM, OrderKind.STATUS);
    paper.content().set("event", Json.mapper().valueToTree(entry.view(file.caseNo())));
    return paper.after(entry.seq(), 0);
  }
}
