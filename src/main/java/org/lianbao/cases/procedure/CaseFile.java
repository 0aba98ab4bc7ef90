package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.lianbao.cases.EventType;
import org.lianbao.cases.procedure.OrderFile.End;

/**
 * What is known of a case: the fold of its events. Its content depends only on the set of tidings,
 * not on their order or repetition; stage and outcome follow from it and are never kept apart.
 *
 * @param externalLine whether works outside the premises are needed or may be (YES, UNKNOWN)
 * @param orders by order number
 * @param calls what the window must ask for by hand
 * @param heard fingerprints of every report told so far
 */
public record CaseFile(
    String caseNo,
    String upstreamApplyNo,
    String applyType,
    boolean externalLine,
    int revision,
    Instant openedAt,
    List<String> services,
    SortedMap<String, OrderFile> orders,
    List<Call> calls,
    SortedSet<String> heard) {

  public CaseFile {
    services = List.copyOf(services);
    orders = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
    calls = List.copyOf(calls);
    heard = Collections.unmodifiableSortedSet(new TreeSet<>(heard));
  }

  /** An order kind owed to a role that nobody takes. */
  public record Call(String role, String kind, Instant since) {}

  /** The file before anything is known. */
  public static CaseFile blank() {
    return new CaseFile(
        "", "", "", true, 0, Instant.EPOCH, List.of(), new TreeMap<>(), List.of(), new TreeSet<>());
  }

  /** The file after all these events. */
  public static CaseFile of(Collection<CaseEvent> events) {
    return blank().after(events);
  }

  /** This file after these further events. */
  public CaseFile after(Collection<CaseEvent> events) {
    var file = this;
    for (var event : events) {
      file = event.applyTo(file);
    }
    return file;
  }

  /** The order with this number; absent for orders the case does not follow. */
  public Optional<OrderFile> order(String orderNo) {
    return orderNo == null ? Optional.empty() : Optional.ofNullable(orders.get(orderNo));
  }

  /**
   * How far the case is. A service that ended, however it ended, holds nothing up; a case for an
   * intent stays before the counted stages until it ends.
   */
  public Stage stage() {
    if (outcome().isPresent()) {
      return Stage.DONE;
    }
    if (intent() || !each(has(EventType.PLAN_COMPLETED).and(has(EventType.CONTRACT_SIGNED)))) {
      return Stage.INTAKE;
    }
    return !externalLine || each(has(EventType.CONSTRUCTION_COMPLETED))
        ? Stage.ACCEPTANCE
        : Stage.APPROVAL_AND_WORKS;
  }

  /**
   * How the case ended, once every service has: DONE, PARTIALLY_DONE (some connected), WITHDRAWN
   * (all closed), REFUSED (the rest). A connection counts without a report of its acceptance, since
   * nothing is connected without one, and a failed acceptance told late takes no connection back.
   */
  public Optional<String> outcome() {
    if (services.isEmpty() || !each(order -> false)) {
      return Optional.empty();
    }
    var ends = orders.values().stream().map(OrderFile::end).toList();
    var connected = ends.stream().filter(end -> end == End.READY || end == End.CONNECTED).count();
    if (connected > 0) {
      return Optional.of(connected == ends.size() ? "DONE" : "PARTIALLY_DONE");
    }
    return Optional.of(ends.contains(End.REFUSED) ? "REFUSED" : "WITHDRAWN");
  }

  /** OPEN, or the outcome of a case that ended. */
  public String status() {
    return outcome().orElse("OPEN");
  }

  /** Whether the case only registers an intent (意向登记). */
  public boolean intent() {
    return "INTENT".equals(applyType);
  }

  CaseFile with(OrderFile order, String fingerprint) {
    var changed = new TreeMap<>(orders);
    changed.put(order.orderNo(), order);
    var known = new TreeSet<>(heard);
    known.add(fingerprint);
    return new CaseFile(
        caseNo,
        upstreamApplyNo,
        applyType,
        externalLine,
        revision,
        openedAt,
        services,
        changed,
        calls,
        known);
  }

  private boolean each(Predicate<OrderFile> reached) {
    return orders.size() == services.size()
        && orders.values().stream().allMatch(reached.or(OrderFile::settled));
  }

  private static Predicate<OrderFile> has(EventType type) {
    return order -> order.has(type);
  }
}
