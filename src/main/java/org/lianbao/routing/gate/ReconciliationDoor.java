package org.lianbao.routing.gate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.delivery.Operations;
import org.lianbao.delivery.Operations.Batch;
import org.lianbao.delivery.Operations.Choice;
import org.lianbao.partners.Partner;
import org.lianbao.reconciliation.Act;
import org.lianbao.reconciliation.Comparison;
import org.lianbao.reconciliation.Difference;
import org.lianbao.reconciliation.Reconciliation;
import org.lianbao.routing.rehearsal.Redriving;
import org.lianbao.shared.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's door to reconciliation: compare now, and mend what can be mended without harm. */
@RestController
@RequestMapping("/operator/reconciliation")
class ReconciliationDoor {

  private static final int MOST_SHOWN = 1_000;
  private static final int MOST_MENDED = 10_000;

  private final Reconciliation reconciliation;
  private final Operations operations;
  private final Redriving redriving;
  private final Clock clock;

  ReconciliationDoor(
      Reconciliation reconciliation, Operations operations, Redriving redriving, Clock clock) {
    this.reconciliation = reconciliation;
    this.operations = operations;
    this.redriving = redriving;
    this.clock = clock;
  }

  /** Compares a day, yesterday if none is given, with a partner or with all that can list. */
  @PostMapping
  ResponseEntity<byte[]> compare(
      @RequestParam(required = false) String partner, @RequestParam(required = false) String date) {
    var day = day(date);
    var compared = slugs(partner).stream().map(slug -> reconciliation.compare(slug, day)).toList();
    return OperatorAnswer.of(
        new Compared(day, compared, reconciliation.differences(day, partner, MOST_SHOWN)));
  }

  /** Does for all differences of a day, as they were found last, what needs no person. */
  @PostMapping("/mend")
  ResponseEntity<byte[]> mend(
      @RequestParam String partner,
      @RequestParam(required = false) String date,
      @RequestParam boolean dry,
      @RequestParam String by) {
    OperatorAnswer.require(OperatorAnswer.NAME.matcher(by).matches(), "by", OperatorAnswer.NAMED);
    var day = day(date);
    var slug = slugs(partner).get(0);
    var found = reconciliation.differences(day, slug, MOST_MENDED);
    var orders =
        found.stream()
            .filter(difference -> difference.act() == Act.RESEND)
            .flatMap(difference -> difference.orders().stream())
            .distinct()
            .toList();
    var choice = new Choice(orders, slug, null, null, null, null, null, null);
    var redrive = found.stream().anyMatch(difference -> difference.act() == Act.REDRIVE);
    var left = found.stream().filter(difference -> !difference.act().safe()).toList();
    return OperatorAnswer.of(
        new Mended(
            orders.isEmpty() ? null : operations.resend(choice, dry, by, "对账 " + day),
            redrive ? redriving.redrive(slug, dry) : null,
            left.subList(0, Math.min(MOST_SHOWN, left.size()))));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(OperatorAnswer.Refusal refusal) {
    return OperatorAnswer.of(refusal);
  }

  private List<String> slugs(String partner) {
    var all = new ArrayList<>(reconciliation.partners().stream().map(Partner::slug).toList());
    if (partner == null) {
      return all;
    }
    if (!all.contains(partner)) {
      throw OperatorAnswer.refusal(
          404,
          "UNKNOWN_PARTNER",
          "没有这个单位，或它不能列出所收工单 / There is no such partner, or it cannot list what it has",
          "可对账：" + String.join("、", all) + " / there are " + String.join(", ", all));
    }
    return List.of(partner);
  }

  private LocalDate day(String date) {
    var today = clock.now().atZone(Clock.COUNTY).toLocalDate();
    try {
      var day = date == null ? today.minusDays(1) : LocalDate.parse(date);
      OperatorAnswer.require(!day.isAfter(today), "date", "不能晚于今天 / not after today");
      return day;
    } catch (DateTimeException e) {
      throw OperatorAnswer.refusal(
          400,
          "BAD_PARAMETERS",
          "参数有误 / Parameters cannot be used",
          "date: 如 2026-11-24 / as 2026-11-24");
    }
  }

  /** How it went, and the first of what was found. */
  record Compared(LocalDate day, List<Comparison> comparisons, List<Difference> differences) {}

  /**
   * What was, or would be, mended.
   *
   * @param resent {@code null} where nothing is sent again
   * @param redriven {@code null} where nothing waits
   * @param left what needs a person
   */
  record Mended(Batch resent, Redriving.Redriven redriven, List<Difference> left) {}
}
