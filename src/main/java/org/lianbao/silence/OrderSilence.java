package org.lianbao.silence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.lianbao.calendar.WorkingCalendar;
import org.lianbao.cases.OrderProgress;
import org.lianbao.cases.OrderProgress.Group;
import org.lianbao.cases.OrderProgress.Open;
import org.lianbao.cases.OrderProgress.Question;
import org.lianbao.cases.OrderProgress.Quiet;
import org.lianbao.cases.OrderProgress.Step;
import org.lianbao.delivery.PartnerReader;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.partners.Patience;
import org.lianbao.shared.Clock;

/**
 * Orders a partner has and says nothing of. A partner that is held, by the hub or by an operator,
 * is not waited for, and is waited for anew from when the hold ended.
 */
record OrderSilence(
    OrderProgress progress,
    PartnerReader holds,
    Partners partners,
    Reckoner reckoner,
    Supplier<WorkingCalendar> calendar,
    Clock clock)
    implements Silences {

  /** Of a group: what was last heard before then is heard of for too long. */
  private record Bound(Patience limit, Instant before) {}

  @Override
  public List<SilentState> now() {
    return at(clock.now());
  }

  List<SilentState> at(Instant now) {
    var bounds = bounds(groups(), now);
    if (bounds.isEmpty()) {
      return List.of();
    }
    var quiet =
        progress.quiet(
            bounds.entrySet().stream()
                .map(it -> new Question(it.getKey(), it.getValue().before()))
                .toList());
    var heard = quiet.isEmpty() ? Map.<String, Instant>of() : progress.heard(kinds());
    var lines = new ArrayList<SilentState>();
    quiet.stream()
        .collect(Collectors.groupingBy(it -> List.of(it.group().partner(), it.group().step())))
        .values()
        .forEach(groups -> lines.add(line(groups, bounds, heard)));
    lines.sort(Comparator.comparing(SilentState::partner).thenComparing(SilentState::heardAt));
    return lines;
  }

  private static SilentState line(
      List<Quiet> groups, Map<Group, Bound> bounds, Map<String, Instant> heard) {
    var longest = groups.stream().min(Comparator.comparing(Quiet::heardAt)).orElseThrow();
    var partner = longest.group().partner();
    var last = heard.getOrDefault(partner, Instant.MIN);
    return new SilentState(
        partner,
        longest.group().step().name(),
        longest.orderNo(),
        longest.caseNo(),
        longest.heardAt(),
        bounds.get(longest.group()).limit().words(),
        groups.stream().mapToInt(Quiet::orders).sum(),
        groups.stream().anyMatch(it -> last.isBefore(bounds.get(it.group()).before())));
  }

  /** Of those of the groups whose partner is not held, nor was within their limit. */
  private Map<Group, Bound> bounds(Collection<Group> groups, Instant now) {
    var limits = reckoner.limits(now);
    var free = holds.free();
    var days = calendar.get();
    var befores = new HashMap<List<Object>, Instant>();
    var bounds = new HashMap<Group, Bound>();
    for (var group : groups) {
      var from = free.get(group.partner());
      if (from != null) {
        var partner = partners.find(group.partner()).orElseThrow();
        var limit = limits.of(partner, group.kind(), group.step());
        var before =
            befores.computeIfAbsent(
                List.of(group.partner(), limit),
                any -> new OpenTime(days, partner).before(now, limit));
        if (!from.isAfter(before)) {
          bounds.put(group, new Bound(limit, before));
        }
      }
    }
    return bounds;
  }

  private List<Group> groups() {
    return kinds().entrySet().stream()
        .flatMap(
            of ->
                of.getValue().stream()
                    .flatMap(
                        kind ->
                            Arrays.stream(Step.values())
                                .map(step -> new Group(of.getKey(), kind, step))))
        .toList();
  }

  private Map<String, List<String>> kinds() {
    return partners.all().stream()
        .collect(Collectors.toMap(Partner::slug, it -> List.copyOf(it.takes())));
  }

  @Override
  public List<SilentOrder> of(String caseNo) {
    var open = progress.of(caseNo);
    if (open.isEmpty()) {
      return List.of();
    }
    var bounds = bounds(open.stream().map(Open::group).toList(), clock.now());
    return open.stream()
        .filter(
            it ->
                bounds.containsKey(it.group())
                    && it.heardAt().isBefore(bounds.get(it.group()).before()))
        .map(
            it ->
                new SilentOrder(
                    it.orderNo(),
                    it.group().step().name(),
                    it.heardAt(),
                    bounds.get(it.group()).limit().words()))
        .toList();
  }
}
