package org.lianbao.supervision;

import java.time.DateTimeException;
import java.time.YearMonth;
import org.lianbao.cases.Supervision;
import org.lianbao.cases.Supervision.Asked;
import org.lianbao.cases.Supervision.Verdict;
import org.lianbao.shared.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The supervisors' page: the month in figures, and what is late. */
@Controller
class SupervisionPage {

  private static final int SHOWN = 100;

  private final Supervision supervision;
  private final Bulletins bulletins;
  private final Clock clock;

  SupervisionPage(Supervision supervision, Bulletins bulletins, Clock clock) {
    this.supervision = supervision;
    this.bulletins = bulletins;
    this.clock = clock;
  }

  @GetMapping("/supervision")
  String page(@RequestParam(defaultValue = "") String month, Model model) {
    var asked = month(month);
    model.addAttribute("bulletin", bulletins.of(asked, null));
    model.addAttribute(
        "late",
        supervision.limits(new Asked(asked, null, null, Verdict.LATE), 0, SHOWN).stream()
            .map(
                it ->
                    new Late(
                        it.caseNo(),
                        it.rule(),
                        bulletins.name(it.party()),
                        time(it.dueAt()),
                        time(it.stoppedAt())))
            .toList());
    return "supervision";
  }

  /** What cannot be read as a month is the present one. */
  private YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      return YearMonth.from(clock.now().atZone(Clock.COUNTY));
    }
  }

  private static String time(java.time.Instant time) {
    return time == null
        ? ""
        : time.atZone(Clock.COUNTY)
            .toLocalDateTime()
            .withSecond(0)
            .withNano(0)
            .toString()
            .replace('T', ' ');
  }

  /** A limit that was not kept. */
  record Late(String caseNo, String rule, String party, String due, String stopped) {}
}
