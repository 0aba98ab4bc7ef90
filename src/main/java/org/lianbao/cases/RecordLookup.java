package org.lianbao.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Looks up what the record holds of many orders and applications at once. */
public interface RecordLookup {

  /**
   * What is on record about orders, reported or implied.
   *
   * @param caseByOrder the orders, each with its case
   * @return the events by order; an order without any is absent
   */
  Map<String, Set<EventType>> reports(Map<String, String> caseByOrder);

  /** The cases opened for these numbers of the county, by that number. */
  Map<String, String> casesFor(Collection<String> upstreamApplyNos);

  /**
   * The cases opened from {@code from} on and before {@code to}. Read as it is consumed, within the
   * caller's transaction; to be closed.
   */
  Stream<Opened> opened(Instant from, Instant to);

  /** One case. */
  record Opened(String caseNo, String upstreamApplyNo, Instant at) {}
}
