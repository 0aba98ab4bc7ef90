package org.lianbao.cases.procedure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lianbao.cases.procedure.Plan.Line;
import org.lianbao.rules.Rules;
import org.lianbao.trenches.Nearness;

/**
 * Compares the plans of a case (S21, S22, S53, S54): where trenches of different services lie
 * within the rules' distance and their works overlap in time, they are to be dug together. The
 * result does not depend on the order of the plans.
 */
final class Trenching {

  private Trenching() {}

  /** One line of one service. */
  private record Trench(String service, int place, Line line) {}

  /** Two trenches that meet, and in which street. */
  private record Meeting(Trench one, Trench other, String roadName, Nearness near) {

    boolean joins(Trench trench) {
      return one.equals(trench) || other.equals(trench);
    }
  }

  /** What is proposed for each street, sorted by street and services. */
  static List<JointWorks> of(List<Plan> plans, Rules.JointWorks rules) {
    var meetings = meetings(trenches(plans), rules.distance().doubleValue());
    var streets = new TreeSet<>(meetings.stream().map(Meeting::roadName).toList());
    return streets.stream()
        .flatMap(
            street ->
                groups(meetings.stream().filter(it -> it.roadName().equals(street)).toList())
                    .stream())
        .map(group -> proposal(group, rules))
        .distinct()
        .sorted(
            Comparator.comparing(JointWorks::roadName).thenComparing(it -> it.with().toString()))
        .toList();
  }

  private static List<Trench> trenches(List<Plan> plans) {
    return plans.stream()
        .sorted(Comparator.comparing(Plan::service))
        .flatMap(
            plan ->
                Stream.iterate(0, place -> place + 1)
                    .limit(plan.lines().size())
                    .map(place -> new Trench(plan.service(), place, plan.lines().get(place))))
        .filter(it -> it.line().route() != null && it.line().dug())
        .toList();
  }

  private static List<Meeting> meetings(List<Trench> trenches, double distance) {
    var meetings = new ArrayList<Meeting>();
    for (var one : trenches) {
      for (var other : trenches) {
        if (one.service().compareTo(other.service()) < 0 && overlap(one.line(), other.line())) {
          var near = Nearness.between(one.line().route(), other.line().route(), distance);
          if (near.any()) {
            meetings.add(new Meeting(one, other, street(one.line(), other.line()), near));
          }
        }
      }
    }
    return meetings;
  }

  /**
   * The meetings of a street in groups in which everybody meets everybody; their works then have a
   * time in common, since each two of them have.
   */
  private static List<List<Meeting>> groups(List<Meeting> street) {
    var groups = new ArrayList<List<Meeting>>();
    var covered = new HashSet<Meeting>();
    var trenches =
        street.stream()
            .flatMap(it -> Stream.of(it.one(), it.other()))
            .distinct()
            .sorted(Comparator.comparing(Trench::service).thenComparing(Trench::place))
            .toList();
    for (var seed : street) {
      if (covered.contains(seed)) {
        continue;
      }
      var members = new ArrayList<>(List.of(seed.one(), seed.other()));
      for (var candidate : trenches) {
        if (!members.contains(candidate)
            && members.stream().allMatch(member -> meet(street, member, candidate))) {
          members.add(candidate);
        }
      }
      var group =
          street.stream()
              .filter(it -> members.contains(it.one()) && members.contains(it.other()))
              .toList();
      covered.addAll(group);
      groups.add(group);
    }
    return groups;
  }

  private static boolean meet(List<Meeting> street, Trench one, Trench other) {
    return street.stream().anyMatch(it -> it.joins(one) && it.joins(other));
  }

  private static JointWorks proposal(List<Meeting> group, Rules.JointWorks rules) {
    var lines =
        group.stream().flatMap(it -> Stream.of(it.one().line(), it.other().line())).toList();
    var services = new TreeSet<String>();
    group.forEach(it -> services.addAll(Set.of(it.one().service(), it.other().service())));
    var least = group.stream().min(Comparator.comparing(it -> it.near().share())).orElseThrow();
    var separate =
        lines.stream().allMatch(Line::shareable)
            ? tooLittle(least.near(), rules)
            : "申请表不同意共用沟槽 / the form does not agree to a shared trench";
    return new JointWorks(
        group.get(0).roadName(),
        List.copyOf(services),
        separate == null ? JointWorks.SHARED : JointWorks.SEPARATE,
        latest(lines),
        earliest(lines),
        metres(group.stream().mapToDouble(it -> it.near().metres()).max().orElseThrow()),
        separate);
  }

  private static String tooLittle(Nearness near, Rules.JointWorks rules) {
    if (BigDecimal.valueOf(near.share()).compareTo(rules.shared()) >= 0) {
      return null;
    }
    var metres = metres(near.metres()).toPlainString();
    var distance = rules.distance().toPlainString();
    return "两沟相距 %s 米以内的只有 %s 米，不足共沟 / only %s m lie within %s m, too little for one trench"
        .formatted(distance, metres, metres, distance);
  }

  private static LocalDate latest(List<Line> lines) {
    return lines.stream()
        .map(Line::start)
        .filter(Objects::nonNull)
        .max(LocalDate::compareTo)
        .orElse(null);
  }

  private static LocalDate earliest(List<Line> lines) {
    return lines.stream()
        .map(Line::finish)
        .filter(Objects::nonNull)
        .min(LocalDate::compareTo)
        .orElse(null);
  }

  /** Days that nobody told keep nobody apart. */
  private static boolean overlap(Line one, Line other) {
    return notAfter(one.start(), other.finish()) && notAfter(other.start(), one.finish());
  }

  private static boolean notAfter(LocalDate start, LocalDate finish) {
    return start == null || finish == null || !start.isAfter(finish);
  }

  /** Where two streets meet, both. */
  private static String street(Line one, Line other) {
    var names = new TreeSet<String>();
    Stream.of(one.roadName(), other.roadName()).filter(Objects::nonNull).forEach(names::add);
    return String.join("、", names);
  }

  private static BigDecimal metres(double metres) {
    return BigDecimal.valueOf(metres).setScale(0, RoundingMode.HALF_UP);
  }
}
