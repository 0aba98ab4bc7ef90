package org.lianbao.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.cases.CaseReader.BillView;
import org.lianbao.cases.CaseReader.DeviationView;
import org.lianbao.cases.CaseReader.JointView;
import org.lianbao.cases.CaseReader.JointWorksView;
import org.lianbao.cases.CaseReader.OfferView;
import org.lianbao.cases.CaseReader.PaymentView;
import org.lianbao.cases.CaseReader.SurveyView;

/**
 * What the parties do together: the survey, the works street by street, the one bill.
 *
 * @param empty whether there is nothing of it to show
 */
record JointScreen(Survey survey, List<Works> works, Bill bill, boolean empty) {

  static JointScreen of(JointView view, Words words, Names names) {
    return new JointScreen(
        view.survey() == null ? null : survey(view.survey(), words, names),
        view.works().stream().map(it -> works(it, words, names)).toList(),
        view.bill() == null ? null : bill(view.bill(), words),
        view.survey() == null && view.works().isEmpty() && view.bill() == null);
  }

  private static Survey survey(SurveyView view, Words words, Names names) {
    return new Survey(
        words.code("survey", view.state()),
        CountyTime.full(view.at()),
        Objects.toString(view.place(), ""),
        view.no() > 1 ? words.say("survey.no", view.no()) : "",
        joined(view.participants().stream().map(names::role), words),
        view.offers().stream().map(it -> offer(it, words, names)).toList());
  }

  private static Offer offer(OfferView view, Words words, Names names) {
    return new Offer(
        names.role(view.role()),
        joined(view.slots().stream().map(it -> span(it.from(), it.to(), words)), words));
  }

  private static Works works(JointWorksView view, Words words, Names names) {
    var said =
        view.lapsed()
            ? words.say("joint.lapsed")
            : view.agreed() ? words.say("joint.agreed") : words.say("joint.proposed");
    return new Works(
        view.no(),
        view.roadName().isEmpty() ? words.say("joint.no-name") : view.roadName(),
        joined(view.with().stream().map(words::service), words),
        words.code("value", view.mode()),
        days(view.from(), view.to(), words),
        words.say("joint.metres", view.metres().toPlainString()),
        said,
        joined(view.agreedBy().stream().map(it -> party(it, words, names)), words),
        view.reason() == null ? "" : words.half(view.reason()),
        view.deviations().stream().map(it -> deviation(it, words)).toList());
  }

  private static String party(String code, Words words, Names names) {
    return "window".equals(code) ? names.of(code) : words.service(code);
  }

  private static String deviation(DeviationView view, Words words) {
    return words.say("joint." + view.kind(), words.service(view.service()), view.day().toString());
  }

  private static Bill bill(BillView view, Words words) {
    return new Bill(
        view.billNo(),
        view.items().stream()
            .map(it -> new Item(words.service(it.service()), it.amount().toPlainString()))
            .toList(),
        view.total().toPlainString(),
        CountyTime.full(view.paidAt()),
        view.notBooked().stream().map(it -> notBooked(it, words)).toList());
  }

  private static String notBooked(PaymentView view, Words words) {
    return Stream.of(CountyTime.full(view.paidAt()), view.billNo(), view.amount())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(words.say("comma")));
  }

  private static String days(LocalDate from, LocalDate to, Words words) {
    return from == null && to == null
        ? ""
        : words.say("span", Objects.toString(from, "…"), Objects.toString(to, "…"));
  }

  private static String span(Instant from, Instant to, Words words) {
    return words.say("span", CountyTime.brief(from), CountyTime.brief(to));
  }

  private static String joined(Stream<String> parts, Words words) {
    return parts.collect(Collectors.joining(words.say("comma")));
  }

  /** The joint survey in words. */
  record Survey(String state, String at, String place, String no, String who, List<Offer> offers) {}

  /** Who offered which times. */
  record Offer(String who, String slots) {}

  /** Joint works in one street in words. */
  record Works(
      int no,
      String road,
      String with,
      String mode,
      String days,
      String metres,
      String state,
      String by,
      String reason,
      List<String> deviations) {}

  /** The one bill in words. */
  record Bill(String billNo, List<Item> items, String total, String paid, List<String> notBooked) {}

  /** The share of one service. */
  record Item(String service, String amount) {}
}
