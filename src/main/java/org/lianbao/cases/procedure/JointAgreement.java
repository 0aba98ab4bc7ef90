package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.shared.Clock;

/**
 * A proposal of joint works, what was agreed on it and how the works keep to it. Agreements and
 * deviations are shown; they hold nobody up.
 *
 * @param no number of the proposal
 * @param works as agreed, or as proposed while nothing is
 * @param agreedBy services that agreed to what is now agreed or proposed, or {@code window} for all
 * @param said how often the window has said so, 0 where the parties agreed by themselves
 * @param agreed whether the window or every party has
 * @param lapsed whether a party is no longer to be connected
 */
public record JointAgreement(
    int no,
    JointWorks works,
    List<String> agreedBy,
    int said,
    boolean agreed,
    boolean lapsed,
    List<Deviation> deviations) {

  private static final String WINDOW = "window";

  /**
   * That one service does not keep to the days.
   *
   * @param kind STARTED_EARLY, before the first common day; STARTED_LATE, after it, so that the
   *     others dig alone; FINISHED_LATE, after the last
   * @param day when it did
   */
  public record Deviation(String service, String kind, LocalDate day) {}

  /** What one party or the window said. */
  private record Word(String mode, LocalDate from, LocalDate to, String reason) {

    /** Separate trenches are agreed to with a reason or not at all (S54). */
    static Optional<Word> read(JsonNode told) {
      var mode = told.path("mode").asText();
      var reason = Facts.normal(told.path("reason").asText());
      var whole =
          mode.equals(JointWorks.SHARED) || mode.equals(JointWorks.SEPARATE) && reason != null;
      return whole
          ? Optional.of(new Word(mode, day(told.path("from")), day(told.path("to")), reason))
          : Optional.empty();
    }

    JointWorks in(JointWorks proposed) {
      return new JointWorks(
          proposed.roadName(),
          proposed.with(),
          mode,
          from == null ? proposed.from() : from,
          to == null ? proposed.to() : to,
          proposed.metres(),
          mode.equals(JointWorks.SHARED) ? null : reason);
    }
  }

  /** Every proposal that was not replaced, by number. */
  public static List<JointAgreement> of(CaseFile file) {
    return JointWorks.standing(file).stream().map(it -> of(file, it)).toList();
  }

  private static JointAgreement of(CaseFile file, JointWorks.Proposal proposal) {
    var proposed = proposal.works();
    var window = said(file.own(), proposal.no());
    var parties = new TreeMap<String, Word>();
    file.orders().values().stream()
        .filter(order -> order.kind().equals(OrderKind.JOINT_WORKS))
        .filter(order -> isAbout(order, proposal.no()))
        .forEach(order -> said(order, null).ifPresent(it -> parties.put(order.service(), it)));
    var word =
        window.or(
            () ->
                parties.keySet().containsAll(proposed.with())
                        && parties.values().stream().map(Word::mode).distinct().count() == 1
                    ? parties.values().stream().findFirst()
                    : Optional.empty());
    var works = word.map(it -> it.in(proposed)).orElse(proposed);
    var by =
        window.isPresent()
            ? List.of(WINDOW)
            : parties.entrySet().stream()
                .filter(it -> it.getValue().mode().equals(works.mode()))
                .map(Map.Entry::getKey)
                .toList();
    var lapsed =
        proposed.with().stream()
            .anyMatch(
                service ->
                    file.connections().anyMatch(it -> service.equals(it.service()) && it.lost()));
    return new JointAgreement(
        proposal.no(),
        works,
        by,
        words(file.own(), proposal.no()).size(),
        word.isPresent(),
        lapsed,
        deviations(file, works));
  }

  /** The latest that holds of what was said; under the case's number it names the proposal. */
  private static Optional<Word> said(OrderFile order, Integer no) {
    return words(order, no).stream().reduce((earlier, later) -> later);
  }

  private static List<Word> words(OrderFile order, Integer no) {
    return order.turns(EventType.JOINT_WORKS_AGREED).stream()
        .map(Milestone::attributes)
        .filter(told -> no == null || told.path("no").asInt() == no)
        .flatMap(told -> Word.read(told).stream())
        .toList();
  }

  private static boolean isAbout(OrderFile order, int no) {
    return order.orderNo().matches(".*-XT" + no + "(-[A-Z0-9_]+)?");
  }

  private static List<Deviation> deviations(CaseFile file, JointWorks works) {
    var found = new ArrayList<Deviation>();
    for (var service : works.with()) {
      file.connections()
          .filter(order -> service.equals(order.service()))
          .forEach(
              order -> {
                day(order, EventType.CONSTRUCTION_STARTED)
                    .filter(day -> works.from() != null && !day.equals(works.from()))
                    .map(
                        day ->
                            new Deviation(
                                service,
                                day.isBefore(works.from()) ? "STARTED_EARLY" : "STARTED_LATE",
                                day))
                    .ifPresent(found::add);
                day(order, EventType.CONSTRUCTION_COMPLETED)
                    .filter(day -> works.to() != null && day.isAfter(works.to()))
                    .map(day -> new Deviation(service, "FINISHED_LATE", day))
                    .ifPresent(found::add);
              });
    }
    return List.copyOf(found);
  }

  /** The county's day of what was reported; what is only implied proves no day. */
  private static Optional<LocalDate> day(OrderFile order, EventType type) {
    return Optional.ofNullable(order.reported().get(type))
        .map(it -> LocalDate.ofInstant(it.occurredAt(), Clock.COUNTY));
  }

  private static LocalDate day(JsonNode told) {
    try {
      return told.isTextual() ? LocalDate.parse(told.textValue()) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
