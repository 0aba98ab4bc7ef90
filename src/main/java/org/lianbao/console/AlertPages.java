package org.lianbao.console;

import java.util.Locale;
import java.util.Map;
import org.lianbao.alerts.Alerts;
import org.lianbao.application.Services;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of alerts, and how many are open for other pages; both ask again by themselves. */
@Controller
class AlertPages {

  private final Alerts alerts;
  private final MessageSource messages;
  private final Services services = Services.load();

  AlertPages(Alerts alerts, MessageSource messages) {
    this.alerts = alerts;
    this.messages = messages;
  }

  @GetMapping("/alerts")
  ModelAndView alerts(Locale locale) {
    var page = new ModelAndView("alerts", "list", list(locale));
    page.addObject(
        "otherLanguage", words(locale).english() ? "/alerts?lang=zh" : "/alerts?lang=en");
    return page;
  }

  @GetMapping("/fragments/alerts")
  ModelAndView again(@RequestParam Map<String, String> given, Locale locale) {
    var list = list(locale);
    if (!list.stamp().equals(given.get("seen"))) {
      return new ModelAndView("alerts :: list", "list", list);
    }
    var nothing = new ModelAndView();
    nothing.setStatus(HttpStatus.NO_CONTENT);
    nothing.setView((model, request, response) -> {});
    return nothing;
  }

  @GetMapping("/fragments/alerts-open")
  ModelAndView count() {
    return new ModelAndView("alerts :: count", "open", alerts.open());
  }

  private AlertList list(Locale locale) {
    return AlertList.of(alerts.board(), words(locale));
  }

  private Words words(Locale locale) {
    return new Words(messages, services, locale);
  }
}
