package org.lianbao.console;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.lianbao.application.Services;
import org.lianbao.partners.Partners;
import org.lianbao.reconciliation.Reconciliation;
import org.lianbao.shared.Clock;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of reconciliation: a day, how each partner compares, and what to do. */
@Controller
class ReconciliationPages {

  private final Reconciliation reconciliation;
  private final Partners partners;
  private final MessageSource messages;
  private final Clock clock;
  private final Services services = Services.load();

  ReconciliationPages(
      Reconciliation reconciliation, Partners partners, MessageSource messages, Clock clock) {
    this.reconciliation = reconciliation;
    this.partners = partners;
    this.messages = messages;
    this.clock = clock;
  }

  @GetMapping("/reconciliation")
  ModelAndView day(@RequestParam Map<String, String> given, Locale locale) {
    var words = new Words(messages, services, locale);
    var day = new Parameters(given).day("date", yesterday());
    return new ModelAndView(
        "reconciliation",
        Map.of(
            "day",
            ReconciliationScreen.of(reconciliation, day, words, new Names(partners, words)),
            "otherLanguage",
            "/reconciliation?date=" + day + (words.english() ? "&lang=zh" : "&lang=en")));
  }

  private LocalDate yesterday() {
    return clock.now().atZone(Clock.COUNTY).toLocalDate().minusDays(1);
  }
}
