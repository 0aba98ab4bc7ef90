package org.lianbao.console;

import java.util.Locale;
import java.util.Map;
import org.lianbao.application.Services;
import org.lianbao.delivery.PartnerReader;
import org.lianbao.partners.Partners;
import org.lianbao.silence.Silences;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page of the partners; an open one asks for its list again, and gets 204 if nothing is new.
 */
@Controller
class PartnerPages {

  private final PartnerReader reader;
  private final Silences silences;
  private final Partners partners;
  private final MessageSource messages;
  private final Services services = Services.load();

  PartnerPages(PartnerReader reader, Silences silences, Partners partners, MessageSource messages) {
    this.reader = reader;
    this.silences = silences;
    this.partners = partners;
    this.messages = messages;
  }

  @GetMapping("/partners")
  ModelAndView partners(Locale locale) {
    return new ModelAndView("partners", "list", list(locale));
  }

  @GetMapping("/fragments/partners")
  ModelAndView again(@RequestParam Map<String, String> given, Locale locale) {
    var list = list(locale);
    if (!list.stamp().equals(given.get("seen"))) {
      return new ModelAndView("partners :: list", "list", list);
    }
    var nothing = new ModelAndView();
    nothing.setStatus(HttpStatus.NO_CONTENT);
    nothing.setView((model, request, response) -> {});
    return nothing;
  }

  @ModelAttribute
  void frame(Locale locale, Model model) {
    model.addAttribute(
        "otherLanguage", words(locale).english() ? "/partners?lang=zh" : "/partners?lang=en");
  }

  private PartnerList list(Locale locale) {
    var words = words(locale);
    return PartnerList.of(reader, silences.now(), words, new Names(partners, words));
  }

  private Words words(Locale locale) {
    return new Words(messages, services, locale);
  }
}
