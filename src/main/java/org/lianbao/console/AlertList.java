package org.lianbao.console;

import java.util.List;
import org.lianbao.alerts.Alert;
import org.lianbao.alerts.Alerts.Board;
import org.lianbao.alerts.Alerts.Reach;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/** The alerts as their page shows them; {@code stamp} is the same while nothing in it changes. */
record AlertList(
    List<Row> open, List<Row> cleared, List<Told> channels, String stamp, String live) {

  private static final int SHOWN = 4;

  /**
   * One alert; what it means and what to do is left out when it is over.
   *
   * @param state OPEN or CLEARED
   */
  record Row(
      String state,
      String stateLabel,
      String title,
      String text,
      List<Concerned> about,
      String count,
      String since,
      String until,
      String nextStep,
      String link) {}

  /**
   * What an alert is about.
   *
   * @param caseNo the case it belongs to; {@code null} if it is no order and no case
   */
  record Concerned(String name, String caseNo) {

    static Concerned of(String name) {
      var cut = name.indexOf('-');
      var caseNo = cut < 0 ? name : name.substring(0, cut);
      return new Concerned(name, caseNo.matches("BZ\\d{10,30}") ? caseNo : null);
    }
  }

  /** How telling people goes. */
  record Told(String name, boolean fine, String stateLabel, String detail) {}

  static AlertList of(Board board, Words words) {
    var open = board.open().stream().map(alert -> row(alert, words)).toList();
    var cleared = board.cleared().stream().map(alert -> row(alert, words)).toList();
    var channels = board.channels().stream().map(reach -> told(reach, words)).toList();
    var stamp = Digest.sm3(Json.write(List.of(open, cleared, channels))).substring(0, 16);
    return new AlertList(open, cleared, channels, stamp, "/fragments/alerts?seen=" + stamp);
  }

  private static Row row(Alert alert, Words words) {
    var open = alert.clearedAt() == null;
    var state = open ? "OPEN" : "CLEARED";
    var about =
        alert.about().stream()
            .filter(name -> !name.equals(alert.partner()))
            .limit(SHOWN)
            .map(Concerned::of)
            .toList();
    return new Row(
        state,
        words.code("alerts.state", state),
        words.either(alert.title()),
        open ? words.either(alert.text()) : "",
        about,
        alert.count() > about.size() ? words.say("alerts.many", alert.count()) : "",
        words.say("partner.since", CountyTime.full(alert.since())),
        open ? "" : words.say("alerts.until", CountyTime.full(alert.seenAt())),
        open ? words.either(alert.nextStep()) : "",
        open ? alert.link() : null);
  }

  private static Told told(Reach reach, Words words) {
    var fine = reach.tries() == 0;
    return new Told(
        words.code("alerts.channel", reach.channel()),
        fine,
        words.say(fine ? "alerts.channel.fine" : "alerts.channel.down"),
        fine
            ? reach.toldAt() == null
                ? ""
                : words.say("alerts.channel.told", CountyTime.full(reach.toldAt()))
            : words.say(
                "alerts.channel.waiting",
                CountyTime.full(reach.waitingSince()),
                reach.tries(),
                words.half(reach.fault())));
  }
}
