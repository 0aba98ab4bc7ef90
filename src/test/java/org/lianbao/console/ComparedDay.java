package org.lianbao.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.lianbao.partners.Partner;
import org.lianbao.reconciliation.Act;
import org.lianbao.reconciliation.Comparison;
import org.lianbao.reconciliation.Comparison.Counts;
import org.lianbao.reconciliation.Comparison.State;
import org.lianbao.reconciliation.Difference;
import org.lianbao.reconciliation.Difference.What;
import org.lianbao.reconciliation.Reconciliation;

/** A day on which water has lost an order, gas has one from nowhere and heat gave no list. */
final class ComparedDay implements Reconciliation {

  static final LocalDate DAY = LocalDate.parse("2026-11-08");
  private static final Instant AT = Instant.parse("2026-11-08T22:00:00Z");

  @Override
  public List<Partner> partners() {
    return List.of();
  }

  @Override
  public Comparison compare(String partner, LocalDate day) {
    throw new UnsupportedOperationException("pages only read");
  }

  @Override
  public List<Comparison> of(LocalDate day) {
    return day.equals(DAY)
        ? List.of(
            new Comparison("gas", DAY, State.DONE, AT, AT, null, new Counts(5, 5, 0, 5, 7, 0), 1),
            new Comparison(
                "heat",
                DAY,
                State.FAILED,
                AT,
                AT,
                "对方连接不上 / the partner cannot be reached",
                new Counts(0, 0, 0, 0, 0, 0),
                0),
            new Comparison(
                "water", DAY, State.DONE, AT, AT, null, new Counts(40, 39, 1, 38, 90, 2), 1))
        : List.of();
  }

  @Override
  public List<LocalDate> days(int limit) {
    return List.of(DAY, DAY.minusDays(1));
  }

  @Override
  public List<Difference> differences(LocalDate day, String partner, int limit) {
    var all =
        List.of(
            new Difference(
                "gas",
                DAY,
                "BZ<9>-G",
                What.ORDER_EXTRA,
                null,
                null,
                "RQ9",
                Act.CALL,
                List.of(),
                AT),
            new Difference(
                "water",
                DAY,
                "BZ1-W",
                What.ORDER_MISSING,
                "BZ1",
                "DELIVERED",
                null,
                Act.RESEND,
                List.of("BZ1-W"),
                AT));
    return all.stream()
        .filter(each -> day.equals(DAY) && (partner == null || partner.equals(each.partner())))
        .toList();
  }
}
