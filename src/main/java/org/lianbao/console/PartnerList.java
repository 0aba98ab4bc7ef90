package org.lianbao.console;

import java.util.List;
import org.lianbao.delivery.PartnerReader;
import org.lianbao.delivery.PartnerReader.DeadLetter;
import org.lianbao.delivery.PartnerReader.PartnerView;
import org.lianbao.delivery.PartnerReader.State;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.lianbao.silence.Silences.SilentState;

/**
 * The partners as their page shows them; {@code stamp} is the same while nothing in it changes.
 *
 * @param dead what a person must look at, of all partners
 */
record PartnerList(List<Row> rows, List<Letter> dead, String stamp, String live) {

  private static final int MOST_DEAD = 50;

  /** How deliveries to one partner go. */
  record Row(
      String name,
      String slug,
      String state,
      String stateLabel,
      String since,
      String until,
      String reason,
      String nextStep,
      long waiting,
      long onTheirWay,
      long dead,
      String oldest,
      List<String> silent) {}

  /** An order that was given up. */
  record Letter(
      String orderNo,
      String caseNo,
      String partner,
      String owed,
      String fault,
      String reason,
      String nextStep) {}

  static PartnerList of(PartnerReader reader, List<SilentState> silent, Words words, Names names) {
    var views = reader.all();
    var rows = views.stream().map(view -> row(view, silent, words, names)).toList();
    var dead =
        views.stream()
            .filter(view -> view.dead() > 0)
            .flatMap(
                view ->
                    reader.dead(view.partner(), MOST_DEAD).stream()
                        .map(letter -> letter(letter, view.partner(), words, names)))
            .limit(MOST_DEAD)
            .toList();
    var stamp = Digest.sm3(Json.write(List.of(rows, dead))).substring(0, 16);
    return new PartnerList(rows, dead, stamp, "/fragments/partners?seen=" + stamp);
  }

  private static Row row(PartnerView view, List<SilentState> silent, Words words, Names names) {
    var reason = view.reason() == null ? "" : view.reason();
    return new Row(
        names.of(view.partner()),
        view.partner(),
        view.state().name(),
        words.code("partner.state", view.state().name()),
        view.since() == null ? "" : words.say("partner.since", CountyTime.full(view.since())),
        view.until() == null
            ? ""
            : words.say(
                view.state() == State.HELD ? "partner.next" : "partner.until",
                CountyTime.full(view.until())),
        view.by() == null ? reason : view.by() + words.say("colon") + reason,
        words.either(view.nextStep()),
        view.waiting(),
        view.onTheirWay(),
        view.dead(),
        view.oldest() == null ? "" : words.say("partner.oldest", CountyTime.full(view.oldest())),
        silent.stream()
            .filter(it -> it.partner().equals(view.partner()))
            .map(
                it ->
                    words.say(
                        "partner.silent",
                        words.code("order", it.state()),
                        it.orders(),
                        words.either(it.limit()),
                        CountyTime.full(it.heardAt())))
            .toList());
  }

  private static Letter letter(DeadLetter letter, String partner, Words words, Names names) {
    return new Letter(
        letter.orderNo(),
        letter.caseNo(),
        names.of(partner),
        CountyTime.full(letter.owedAt()),
        words.code("fault", letter.fault() == null ? null : letter.fault().name()),
        letter.reason(),
        words.either(letter.nextStep()));
  }
}
