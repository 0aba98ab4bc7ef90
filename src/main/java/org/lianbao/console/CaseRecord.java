package org.lianbao.console;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lianbao.attachments.AttachmentReader;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.CaseReader.CaseView;
import org.lianbao.cases.CaseReader.EventView;
import org.lianbao.cases.CaseReader.RevisionView;
import org.lianbao.delivery.DeliveryReader;
import org.lianbao.delivery.DeliveryReader.DeliveryView;
import org.lianbao.silence.Silences;
import org.lianbao.silence.Silences.SilentOrder;
import org.springframework.stereotype.Component;

/** The case record as this room asks for it: numbers no case can have never reach the database. */
@Component
class CaseRecord {

  private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final CaseReader reader;
  private final DeliveryReader deliveries;
  private final AttachmentReader attachments;
  private final Silences silences;

  CaseRecord(
      CaseReader reader,
      DeliveryReader deliveries,
      AttachmentReader attachments,
      Silences silences) {
    this.reader = reader;
    this.deliveries = deliveries;
    this.attachments = attachments;
    this.silences = silences;
  }

  Optional<CaseView> view(String caseNo) {
    return plausible(caseNo) ? reader.view(caseNo) : Optional.empty();
  }

  /** Every form the case was given, the first one first. */
  List<RevisionView> revisions(String caseNo) {
    return plausible(caseNo) ? reader.revisions(caseNo) : List.of();
  }

  /** The files of a case, in the order of its form. */
  List<CaseFileLine> files(CaseView view) {
    return CaseFileLine.of(view, attachments.files(view.caseNo()));
  }

  /** Its orders of which nothing is heard for too long. */
  List<SilentOrder> silent(String caseNo) {
    return plausible(caseNo) ? silences.of(caseNo) : List.of();
  }

  /** A number that changes whenever {@link #files} or {@link #silent} give something else. */
  long stamp(String caseNo) {
    return plausible(caseNo)
        ? Integer.toUnsignedLong(Objects.hash(attachments.stamp(caseNo), silent(caseNo)))
        : 0;
  }

  /** Whether nothing of this case is newer than that event and that stamp. */
  boolean unchanged(String caseNo, long seen, long stamp) {
    return unchanged(caseNo, seen) && stamp(caseNo) == stamp;
  }

  /**
   * Whether {@code seen} is the latest event of this case, asked by one short read of the log. A
   * number from elsewhere, or of a log that was replaced, is not.
   */
  private boolean unchanged(String caseNo, long seen) {
    if (seen < 1 || !plausible(caseNo)) {
      return false;
    }
    var latest = reader.events(caseNo, seen - 1, 2);
    return latest.size() == 1 && latest.get(0).seq() == seen;
  }

  /** At most {@code limit} events above {@code after}; nothing if there is no such case. */
  Optional<List<EventView>> events(String caseNo, long after, int limit) {
    if (!plausible(caseNo)) {
      return Optional.empty();
    }
    var events = reader.events(caseNo, after, limit);
    return !events.isEmpty() || (after > 0 && anyAfter(caseNo, 0))
        ? Optional.of(events)
        : Optional.empty();
  }

  /** Whether the log of this case goes on after that number. */
  boolean anyAfter(String caseNo, long seq) {
    return !reader.events(caseNo, seq, 1).isEmpty();
  }

  /** What is owed for the case; nothing if there is no such case. */
  Optional<List<DeliveryView>> deliveries(String caseNo) {
    return plausible(caseNo) && anyAfter(caseNo, 0)
        ? Optional.of(deliveries.of(caseNo))
        : Optional.empty();
  }

  Rows search(CaseQuery query) {
    var found = reader.search(query.search());
    var more = found.size() > query.limit();
    return new Rows(more ? found.subList(0, query.limit()) : found, more);
  }

  private static boolean plausible(String caseNo) {
    return NUMBER.matcher(caseNo).matches();
  }

  /** A page of cases and whether another follows. */
  record Rows(List<CaseReader.CaseSummary> cases, boolean more) {}
}
