package org.lianbao.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lianbao.alerts.Alerts;
import org.lianbao.application.Services;
import org.lianbao.cases.CaseReader.CaseView;
import org.lianbao.partners.Partners;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The pages: the list of cases and the page of one. Each has a fragment that an open page asks for
 * again and again; it answers 204 as long as nothing is new.
 */
@Controller
class CasePages {

  private static final int ROWS = 20;

  private final CaseRecord record;
  private final Partners partners;
  private final Alerts alerts;
  private final MessageSource messages;
  private final Services services = Services.load();

  CasePages(CaseRecord record, Partners partners, Alerts alerts, MessageSource messages) {
    this.record = record;
    this.partners = partners;
    this.alerts = alerts;
    this.messages = messages;
  }

  @GetMapping("/")
  String cases(@RequestParam Map<String, String> given, Locale locale, Model model) {
    var words = words(locale);
    var query = CaseQuery.of(new Parameters(given), ROWS);
    model.addAttribute("query", query);
    model.addAttribute("statuses", CaseQuery.STATUSES);
    model.addAttribute("services", new Names(partners, words).services());
    model.addAttribute("list", CaseList.of(query, record.search(query), words));
    model.addAttribute("open", alerts.open());
    return "cases";
  }

  @GetMapping("/fragments/cases")
  ModelAndView casesAgain(@RequestParam Map<String, String> given, Locale locale) {
    var query = CaseQuery.of(new Parameters(given), ROWS);
    var list = CaseList.of(query, record.search(query), words(locale));
    return list.stamp().equals(given.get("seen"))
        ? nothingNew()
        : new ModelAndView("cases :: list", "list", list);
  }

  @GetMapping("/cases/{caseNo}")
  ModelAndView one(@PathVariable String caseNo, Locale locale) {
    return page("case", caseNo, 0, locale);
  }

  @GetMapping("/fragments/cases/{caseNo}")
  ModelAndView oneAgain(
      @PathVariable String caseNo, @RequestParam Map<String, String> given, Locale locale) {
    var asked = new Parameters(given);
    var seen = asked.number("seen", 0, 0, Long.MAX_VALUE);
    var stamp = asked.number("stamp", 0, 0, Long.MAX_VALUE);
    return record.unchanged(caseNo, seen, stamp)
        ? nothingNew()
        : page("case :: live", caseNo, seen, locale);
  }

  @ModelAttribute
  void frame(HttpServletRequest request, Locale locale, Model model) {
    var other = words(locale).english() ? "zh" : "en";
    var query =
        ServletUriComponentsBuilder.fromRequest(request).replaceQueryParam("lang", other).build();
    model.addAttribute("otherLanguage", "?" + query.getQuery());
  }

  private ModelAndView page(String view, String caseNo, long seen, Locale locale) {
    var stamp = record.stamp(caseNo);
    var found =
        record.view(caseNo).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    var words = words(locale);
    var screen =
        CaseScreen.of(found, record.silent(caseNo), seen, words, new Names(partners, words));
    return new ModelAndView(view, "screen", screen)
        .addObject("revisions", revisions(found, words))
        .addObject("files", FileRow.of(record.files(found), words))
        .addObject("stamp", stamp);
  }

  /** Of a case whose form never changed there is nothing to say. */
  private List<RevisionRow> revisions(CaseView view, Words words) {
    return view.revision() == 1
        ? List.of()
        : RevisionRow.of(record.revisions(view.caseNo()), words);
  }

  private Words words(Locale locale) {
    return new Words(messages, services, locale);
  }

  private static ModelAndView nothingNew() {
    var nothing = new ModelAndView();
    nothing.setStatus(HttpStatus.NO_CONTENT);
    nothing.setView((model, request, response) -> {});
    return nothing;
  }
}
