package org.lianbao.cases.log;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.lianbao.application.Application;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.OwedOrder;
import org.lianbao.cases.Role;
import org.lianbao.cases.procedure.CaseEvent.HolderBarred;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Json;

/**
 * What the keepers of records are told: the handling of a case (办件归集, S63) as base, material,
 * process and result, in that order, and a revoked permit for the credit file (S52).
 */
final class Records {

  /** The turns of a case that its record of handling names; further ones are no process step. */
  private static final Set<EventType> PROCESS =
      EnumSet.of(
          EventType.STAGE_CHANGED,
          EventType.CORRECTION_REQUESTED,
          EventType.CORRECTION_COMPLETED,
          EventType.CLOCK_SUSPENDED,
          EventType.CLOCK_RESUMED,
          EventType.APPROVAL_DECIDED);

  private final Partners partners;

  Records(Partners partners) {
    this.partners = partners;
  }

  /** What one entry of the log owes them; an intent is no handling yet. */
  List<OwedOrder> of(CaseFile file, Entry entry, Supplier<Application> form) {
    var owed = new ArrayList<OwedOrder>();
    if (!file.intent()) {
      partners
          .taking(Role.SERVICE_RECORDS, OrderKind.RECORD)
          .ifPresent(keeper -> owed.addAll(handling(file, keeper, entry, form)));
    }
    if (entry.event() instanceof HolderBarred barred) {
      partners
          .taking(Role.CREDIT_RECORDS, OrderKind.CREDIT_RECORD)
          .ifPresent(keeper -> owed.add(credit(file, keeper, entry.seq(), barred, form.get())));
    }
    return owed;
  }

  private static List<OwedOrder> handling(
      CaseFile file, Partner keeper, Entry entry, Supplier<Application> form) {
    var type = entry.event().type();
    if (type == EventType.APPLICATION_ACCEPTED) {
      return List.of(
          withForm(step(file, keeper, entry, "BASE", ""), form).after(entry.seq(), 0),
          withForm(step(file, keeper, entry, "MATERIAL", "-M"), form).after(entry.seq(), 1));
    }
    if (type == EventType.CASE_CLOSED) {
      return List.of(step(file, keeper, entry, "RESULT", "").after(entry.seq(), 0));
    }
    return PROCESS.contains(type)
        ? List.of(step(file, keeper, entry, "PROCESS", "").after(entry.seq(), 0))
        : List.of();
  }

  private static OrderPaper step(
      CaseFile file, Partner keeper, Entry entry, String step, String ending) {
    var number = file.caseNo() + "-" + keeper.suffix() + "-" + entry.seq() + ending;
    var paper = OrderPaper.of(file, number, keeper.slug(), Role.SERVICE_RECORDS, OrderKind.RECORD);
    paper.content().putObject("record").put("step", step).put("sn", entry.seq());
    paper.content().set("event", Json.mapper().valueToTree(entry.view(file.caseNo())));
    return paper;
  }

  /** A turn of the case needs no form: it is not read again, and its personal data goes nowhere. */
  private static OrderPaper withForm(OrderPaper paper, Supplier<Application> form) {
    paper.content().set("application", form.get().document());
    return paper;
  }

  private static OwedOrder credit(
      CaseFile file, Partner keeper, long seq, HolderBarred barred, Application form) {
    var number = file.caseNo() + "-" + keeper.suffix() + "-X-" + seq;
    var paper =
        OrderPaper.of(file, number, keeper.slug(), Role.CREDIT_RECORDS, OrderKind.CREDIT_RECORD);
    var applicant = form.document().path("applicant");
    var until = barred.barredUntil();
    paper
        .content()
        .putObject("credit")
        .put(
            "uscc",
            Optional.ofNullable(barred.holderUscc()).orElse(applicant.path("certNo").asText()))
        .put(
            "name",
            Optional.ofNullable(barred.holderName()).orElse(applicant.path("name").asText()))
        .put("permitNo", barred.permitNo())
        .put("revokedAt", barred.occurredAt().toString())
        .put("reason", barred.reason())
        .put("barredUntil", until == null ? null : until.toString());
    return paper.after(seq, 50);
  }
}
