package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lianbao.application.Works;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.OrderFile.End;

/**
 * What is known of a case: the fold of its events. What it knows of its services depends only on
 * the set of tidings, not on their order or repetition; stage and outcome follow from it and are
 * never kept apart. Which further orders it owes, and what the hub proposed and billed, depends
 * also on what was known when: what has been sent stays sent.
 *
 * @param rules edition of the rules it began under and keeps (S61)
 * @param request what the applicant asks for, as last amended
 * @param track by which track its works go, as last decided
 * @param own what was told of the case as a whole, under its own number
 * @param orders by order number
 * @param heard fingerprints of every report told so far
 * @param timing what the hub told of limits, and times it does not go by
 */
public record CaseFile(
    String caseNo,
    String upstreamApplyNo,
    String rules,
    int revision,
    Instant openedAt,
    Request request,
    Track track,
    OrderFile own,
    SortedMap<String, OrderFile> orders,
    SortedSet<String> heard,
    Timing timing) {

  /**
   * What stands where a service has two orders: connected, else open, else refused, else closed.
   */
  private static final Function<OrderFile, Integer> HOW_FAR =
      order ->
          List.of(End.CANCELLED, End.CLOSED, End.REFUSED, End.OPEN, End.READY, End.DONE)
              .indexOf(order.end());

  public CaseFile {
    track = track == null ? Track.NONE : track;
    own = own == null ? OrderFile.ofCase(caseNo) : own;
    orders = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
    heard = Collections.unmodifiableSortedSet(new TreeSet<>(heard));
    timing = timing == null ? Timing.NONE : timing;
  }

  /** The file before anything is known. */
  public static CaseFile blank() {
    return new CaseFile(
        "",
        "",
        "",
        0,
        Instant.EPOCH,
        Request.NONE,
        null,
        null,
        new TreeMap<>(),
        new TreeSet<>(),
        null);
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

  /**
   * The order with this number, or under the case's own number the case; absent for orders the case
   * does not follow.
   */
  public Optional<OrderFile> order(String orderNo) {
    if (caseNo.equals(orderNo)) {
      return Optional.of(own);
    }
    return orderNo == null ? Optional.empty() : Optional.ofNullable(orders.get(orderNo));
  }

  /** The services asked for and not withdrawn from the form, in its order. */
  public List<String> services() {
    return request.services();
  }

  /**
   * Every service an order was ever made out for, withdrawn or not, in the order of the numbers.
   */
  public List<String> everAskedFor() {
    return connections().map(OrderFile::service).distinct().toList();
  }

  /**
   * Whether works outside the premises are needed or may be: what surveys found last, and where
   * none said so what the form says (YES, UNKNOWN).
   */
  public boolean externalLine() {
    return ExternalLine.of(this).needed();
  }

  /** The external works to ask the departments for where a survey found them (A2). */
  public Optional<Works> worksFound() {
    return ExternalLine.of(this).found();
  }

  /** The external works there are: what the form describes and what surveys found. */
  Works externalWorks() {
    return ExternalLine.of(this).works();
  }

  /**
   * Whether the applicant chose one acceptance for all (联合验收): on the form, or since, until an
   * acceptance was scheduled (S23); a form changed since then counts until it took place.
   */
  public boolean jointAcceptance() {
    var scheduled =
        Stream.concat(Stream.of(own), orders.values().stream())
            .flatMap(order -> order.turns(EventType.ACCEPTANCE_SCHEDULED).stream())
            .map(Milestone::occurredAt)
            .min(Instant::compareTo)
            .orElse(Instant.MAX);
    return own.turns(EventType.ACCEPTANCE_CHOSEN).stream()
        .filter(
            choice ->
                choice.attributes().path(Amending.BY_FORM).asBoolean()
                    || choice.occurredAt().isBefore(scheduled))
        .map(Milestone::outcome)
        .filter(mode -> "JOINT".equals(mode) || "SINGLE".equals(mode))
        .reduce(request.acceptanceMode(), (earlier, later) -> later)
        .equals("JOINT");
  }

  /** Whether an acceptance took place, of all or of one, and was passed. */
  boolean accepted() {
    return Stream.concat(Stream.of(own), orders.values().stream())
        .flatMap(order -> Stream.ofNullable(order.reported().get(EventType.ACCEPTANCE_DECIDED)))
        .anyMatch(it -> !"FAIL".equals(it.outcome()));
  }

  /**
   * The orders no system takes: the window arranges them by hand and records what becomes of them.
   */
  public List<OrderFile> calls() {
    return orders.values().stream().filter(order -> order.byHand() && awaits(order)).toList();
  }

  /**
   * Whether anything is still expected of the order. Nothing is of an intent that became a formal
   * application: the orders of that follow it.
   */
  public boolean awaits(OrderFile order) {
    return !order.settled() && (intent() || !order.kind().equals(OrderKind.INTENT));
  }

  /**
   * How far the case is. A service that ended, however it ended, holds nothing up; works also wait
   * for the departments; a case for an intent stays before the counted stages until it ends. A
   * survey that finds an external line takes a case that was past its intake back to the works.
   */
  public Stage stage() {
    if (outcome().isPresent()) {
      return Stage.DONE;
    }
    if (intent() || !each(has(EventType.PLAN_COMPLETED).and(has(EventType.CONTRACT_SIGNED)))) {
      return Stage.INTAKE;
    }
    return !externalLine() || each(has(EventType.CONSTRUCTION_COMPLETED)) && Clearance.of(this)
        ? Stage.ACCEPTANCE
        : Stage.APPROVAL_AND_WORKS;
  }

  /** Whether nothing is left to build: every service is built or ended, and one is built. */
  boolean worksCompleted() {
    return each(has(EventType.CONSTRUCTION_COMPLETED))
        && connections().anyMatch(has(EventType.CONSTRUCTION_COMPLETED));
  }

  /**
   * How the case ended, once every service has: DONE, PARTIALLY_DONE (some connected), WITHDRAWN
   * (all closed), REFUSED (the rest). Where something is connected it ends when the departments are
   * through as well; with nothing left to connect there is nothing to wait for. A connection counts
   * without a report of its acceptance, since nothing is connected without one, and a failed
   * acceptance told late takes no connection back.
   *
   * <p>What is connected outweighs a refusal and a closing, whichever is told first; only a
   * cancelling takes it back. So a case that ended REFUSED or WITHDRAWN and is then told of a
   * connection ends DONE or PARTIALLY_DONE, or is open again until its departments are through.
   */
  public Optional<String> outcome() {
    if (connections().findAny().isEmpty() || !each(order -> false)) {
      return Optional.empty();
    }
    var ends = connections().map(OrderFile::end).toList();
    var connected = ends.stream().filter(end -> end == End.READY || end == End.DONE).count();
    if (connected == 0) {
      return Optional.of(ends.contains(End.REFUSED) ? "REFUSED" : "WITHDRAWN");
    }
    return departments().allMatch(it -> it.settled() || Clearance.beside(this, it))
        ? Optional.of(connected == ends.size() ? "DONE" : "PARTIALLY_DONE")
        : Optional.empty();
  }

  /** OPEN, or the outcome of a case that ended. */
  public String status() {
    return outcome().orElse("OPEN");
  }

  /** Whether the case only registers an intent (意向登记). */
  public boolean intent() {
    return request.intent();
  }

  CaseFile with(OrderFile order, String fingerprint) {
    var known = new TreeSet<>(heard);
    known.add(fingerprint);
    if (caseNo.equals(order.orderNo())) {
      return with(request, track, order, orders, known, timing);
    }
    var changed = new TreeMap<>(orders);
    changed.put(order.orderNo(), order);
    return with(request, track, own, changed, known, timing);
  }

  /** The file with this request in force; an older one than it has changes nothing. */
  CaseFile amended(int newRevision, Request asked) {
    return newRevision <= revision
        ? this
        : new CaseFile(
            caseNo,
            upstreamApplyNo,
            rules,
            newRevision,
            openedAt,
            asked,
            track,
            own,
            orders,
            heard,
            timing);
  }

  /** The file of an intent that became a formal application at this time. */
  CaseFile formalSince(Instant at) {
    var accepted = new Milestone(at, null, false, null);
    var formal = own.with(EventType.APPLICATION_ACCEPTED, accepted);
    return with(request, track, formal, orders, heard, timing);
  }

  /** The file of a case that no longer asks for these services. */
  CaseFile without(List<String> services) {
    return with(request.without(services), track, own, orders, heard, timing);
  }

  /** The file with these orders beside those it has. */
  CaseFile owing(List<CaseEvent.Owed> owed) {
    var all = new TreeMap<>(orders);
    owed.forEach(order -> all.putIfAbsent(order.orderNo(), order.file()));
    return with(request, track, own, all, heard, timing);
  }

  /** The file with this said of its time. */
  CaseFile timed(Timing other) {
    return with(request, track, own, orders, heard, other);
  }

  /** The file with its works on this track. */
  CaseFile on(Track decided) {
    return with(request, decided, own, orders, heard, timing);
  }

  private CaseFile with(
      Request request,
      Track track,
      OrderFile own,
      SortedMap<String, OrderFile> orders,
      SortedSet<String> heard,
      Timing timing) {
    return new CaseFile(
        caseNo,
        upstreamApplyNo,
        rules,
        revision,
        openedAt,
        request,
        track,
        own,
        orders,
        heard,
        timing);
  }

  /**
   * The orders that connect a service or, of an intent, register that it is wanted. Where a service
   * was withdrawn and asked for again, the order that got furthest stands for it.
   */
  Stream<OrderFile> connections() {
    var kind = intent() ? OrderKind.INTENT : OrderKind.CONNECT;
    var standing = new LinkedHashMap<String, OrderFile>();
    orders.values().stream()
        .filter(order -> order.kind().equals(kind))
        .forEach(
            order ->
                standing.merge(
                    order.role(), order, BinaryOperator.maxBy(Comparator.comparing(HOW_FAR))));
    return standing.values().stream();
  }

  /** The order that stands for this service, if it was ever asked for. */
  public Optional<OrderFile> connection(String service) {
    return connections().filter(order -> order.service().equals(service)).findFirst();
  }

  /** The departments' orders that a case has to wait for; calls by hand hold up nothing. */
  Stream<OrderFile> departments() {
    return orders.values().stream().filter(order -> order.decides() && !order.byHand());
  }

  private boolean each(Predicate<OrderFile> reached) {
    return services().stream().allMatch(service -> connection(service).isPresent())
        && connections().allMatch(reached.or(OrderFile::settled));
  }

  private static Predicate<OrderFile> has(EventType type) {
    return order -> order.has(type);
  }
}
