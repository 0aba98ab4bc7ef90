package org.lianbao.reconciliation;

import java.util.List;
import java.util.Optional;
import org.lianbao.cases.RecordLookup.Opened;
import org.lianbao.delivery.OrdersOfDay.OwedOrder;
import org.lianbao.reconciliation.Difference.What;

/** Compares applications, and what the county was told of a case. */
record NoticeComparison(Grace grace) {

  /** Orders that one act names; of more, the act is taken again after the next comparison. */
  static final int MOST_ORDERS = 200;

  /** How the application the county lists differs from the case the hub opened for it, if any. */
  Optional<Found> application(Listed theirs, String caseNo) {
    if (caseNo == null) {
      return Optional.of(
          found(
              theirs,
              What.APPLICATION_MISSING,
              null,
              theirs.caseNo(),
              Act.ASK_TO_APPLY,
              grace.covers(theirs.receivedAt())));
    }
    return theirs.caseNo() == null || theirs.caseNo().equals(caseNo)
        ? Optional.empty()
        : Optional.of(found(theirs, What.CASE_DIFFERS, caseNo, theirs.caseNo(), Act.CALL, false));
  }

  /** What is to be said of a case that the county does not list. */
  Found unlisted(Opened opened) {
    return new Found(
        opened.upstreamApplyNo(),
        What.APPLICATION_EXTRA,
        opened.caseNo(),
        opened.caseNo(),
        null,
        Act.CALL,
        List.of(),
        grace.covers(opened.at()));
  }

  /**
   * Which statuses of a case, told within the day, the county does not hold.
   *
   * @param notices those of the day, in order; at least one
   * @param lastSeq up to which number the county holds them; {@code null} if it lists nothing of
   *     the case
   */
  Optional<Found> statuses(List<OwedOrder> notices, Long lastSeq) {
    var lacking =
        notices.stream()
            .filter(notice -> notice.state().equals("DELIVERED"))
            .filter(notice -> lastSeq == null || seq(notice) > lastSeq)
            .toList();
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    var old = lacking.stream().filter(notice -> !grace.covers(notice.settledAt())).toList();
    var missing = old.isEmpty() ? lacking : old;
    var caseNo = notices.get(0).caseNo();
    return Optional.of(
        new Found(
            caseNo,
            What.STATUSES_MISSING,
            caseNo,
            String.valueOf(seq(missing.get(missing.size() - 1))),
            lastSeq == null ? null : lastSeq.toString(),
            Act.RESEND,
            missing.stream().limit(MOST_ORDERS).map(OwedOrder::orderNo).toList(),
            old.isEmpty()));
  }

  /** The sequence number of the event a notice tells; its own number ends with it. */
  static long seq(OwedOrder notice) {
    return Long.parseLong(notice.orderNo().substring(notice.orderNo().lastIndexOf('-') + 1));
  }

  private static Found found(
      Listed theirs, What what, String caseNo, String county, Act act, boolean young) {
    return new Found(theirs.about(), what, caseNo, caseNo, county, act, List.of(), young);
  }
}
