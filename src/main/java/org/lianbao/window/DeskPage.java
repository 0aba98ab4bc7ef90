package org.lianbao.window;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.CaseReader.CaseView;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Language;
import org.lianbao.shared.Problem.Fault;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The clerk's pages: signing in, and one case with what can be recorded of it by hand. */
@Controller
class DeskPage {

  private final Sessions sessions;
  private final Attempts attempts;
  private final Desk desk;
  private final CaseReader reader;
  private final Forms forms;

  DeskPage(Sessions sessions, Attempts attempts, Desk desk, CaseReader reader, Forms forms) {
    this.sessions = sessions;
    this.attempts = attempts;
    this.desk = desk;
    this.reader = reader;
    this.forms = forms;
  }

  @GetMapping("/window")
  ModelAndView window(@RequestParam(defaultValue = "") String caseNo, HttpServletRequest request) {
    return new ModelAndView("window", "caseNo", caseNo)
        .addObject("who", sessions.of(request).orElse(null));
  }

  @PostMapping("/window/sign-in")
  Object signIn(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String caseNo,
      HttpServletRequest request) {
    ours(request);
    if (attempts.tooMany(request.getRemoteAddr())) {
      return again(caseNo, "window.too-many", HttpStatus.TOO_MANY_REQUESTS);
    }
    var cookie = sessions.begin(token.strip(), request.isSecure());
    if (cookie.isEmpty()) {
      attempts.failed(request.getRemoteAddr());
      return again(caseNo, "window.unknown", HttpStatus.UNAUTHORIZED);
    }
    return to(caseNo.isEmpty() ? "/window" : desk(caseNo), cookie.get().toString());
  }

  @PostMapping("/window/sign-out")
  ResponseEntity<Void> signOut(HttpServletRequest request) {
    ours(request);
    return to("/window", sessions.end(request.isSecure()).toString());
  }

  @GetMapping("/cases/{caseNo}/desk")
  Object one(
      @PathVariable String caseNo,
      @RequestParam Map<String, String> asked,
      HttpServletRequest request,
      Locale locale) {
    var view = view(caseNo);
    return sessions
        .of(request)
        .<Object>map(session -> page(view, session, null, asked, List.of(), locale))
        .orElseGet(() -> to(signIn(caseNo), null));
  }

  @PostMapping("/cases/{caseNo}/desk")
  Object record(
      @PathVariable String caseNo,
      @RequestParam Map<String, String> written,
      HttpServletRequest request,
      Locale locale) {
    ours(request);
    var view = view(caseNo);
    var session = sessions.of(request);
    if (session.isEmpty()) {
      return to(signIn(caseNo), null);
    }
    var act = allowed(session.get(), written);
    var paper = Paper.of(act, written);
    var faults = new ArrayList<Fault>(paper.faults());
    if (faults.isEmpty()) {
      try {
        var done = desk.record(caseNo, act, paper.document(), session.get().person());
        return to(desk(caseNo) + (done.recorded() ? "?done=" : "?known=") + act.path(), null);
      } catch (Refusal refusal) {
        faults.addAll(refusal.problem().errors());
      }
    }
    var page = page(view, session.get(), act, written, faults, locale);
    page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
    return page;
  }

  /** The act that is asked for, if this person may do it and the form is one of ours. */
  private static Act allowed(Sessions.Session session, Map<String, String> written) {
    if (!Digest.matches(session.key(), written.get("key"))) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    return Act.at(written.getOrDefault("act", ""))
        .filter(act -> act.mayBeRecordedBy(session.person().role()))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
  }

  private ModelAndView page(
      CaseView view,
      Sessions.Session session,
      Act tried,
      Map<String, String> written,
      List<Fault> faults,
      Locale locale) {
    var acts =
        Arrays.stream(Act.values())
            .filter(act -> act.mayBeRecordedBy(session.person().role()))
            .map(act -> forms.of(act, view, act == tried, written, faults, locale))
            .toList();
    return new ModelAndView("desk", "view", view)
        .addObject("who", session)
        .addObject(
            "waiting", view.waitingFor().stream().map(it -> Language.half(it, locale)).toList())
        .addObject("calls", forms.calls(view, locale))
        .addObject("acts", acts)
        .addObject("done", act(written, "done"))
        .addObject("known", act(written, "known"));
  }

  private static String act(Map<String, String> written, String name) {
    return Act.at(written.getOrDefault(name, "")).map(Act::path).orElse(null);
  }

  private static ModelAndView again(String caseNo, String trouble, HttpStatus status) {
    var again = new ModelAndView("window", "caseNo", caseNo).addObject("trouble", trouble);
    again.setStatus(status);
    return again;
  }

  /** Browsers say where a form was sent from; from another site it is not the clerk's wish. */
  private static void ours(HttpServletRequest request) {
    var from = request.getHeader("Sec-Fetch-Site");
    if (from != null && !from.equals("same-origin") && !from.equals("none")) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
  }

  private CaseView view(String caseNo) {
    return reader.view(caseNo).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static String desk(String caseNo) {
    return UriComponentsBuilder.fromPath("/cases/{caseNo}/desk")
        .build()
        .expand(caseNo)
        .encode()
        .toUriString();
  }

  private static String signIn(String caseNo) {
    return UriComponentsBuilder.fromPath("/window")
        .queryParam("caseNo", "{caseNo}")
        .encode()
        .build()
        .expand(caseNo)
        .toUriString();
  }

  private static ResponseEntity<Void> to(String path, String cookie) {
    var answer = ResponseEntity.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, path);
    Optional.ofNullable(cookie).ifPresent(it -> answer.header(HttpHeaders.SET_COOKIE, it));
    return answer.build();
  }
}
