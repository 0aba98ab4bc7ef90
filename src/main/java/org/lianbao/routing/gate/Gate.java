package org.lianbao.routing.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.lianbao.mapping.Mappings;
import org.lianbao.partners.CurrentPartners;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.PartnersFile;
import org.lianbao.routing.PartnerRoutes;
import org.lianbao.routing.PartnerRoutes.Unusable;
import org.lianbao.routing.check.PartnerCheck;
import org.lianbao.routing.rehearsal.Redriving;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Finding;
import org.lianbao.shared.Finding.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Changes one partner of the running hub, one change at a time. Until the check and the trial have
 * passed nothing that runs is touched; if the new routes do not start, the text before is put back
 * and its routes are started again.
 */
@Service
class Gate {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final TextFolders working;
  private final RunningText running;
  private final PartnerRoutes routes;
  private final PartnersFile file;
  private final PartnerSettings settings;
  private final CurrentPartners partners;
  private final Mappings mappings;
  private final Ending ending;
  private final Redriving redriving;
  private final ChangeRecord record;
  private final Clock clock;
  private final ReentrantLock one = new ReentrantLock(true);

  Gate(
      TextFolders working,
      RunningText running,
      PartnerRoutes routes,
      PartnersFile file,
      PartnerSettings settings,
      CurrentPartners partners,
      Mappings mappings,
      Ending ending,
      Redriving redriving,
      ChangeRecord record,
      Clock clock) {
    this.working = working;
    this.running = running;
    this.routes = routes;
    this.file = file;
    this.settings = settings;
    this.partners = partners;
    this.mappings = mappings;
    this.ending = ending;
    this.redriving = redriving;
    this.record = record;
    this.clock = clock;
  }

  /** Whether this is a partner here, running or ready to be. */
  boolean knows(String slug) {
    return TextFolders.isSlug(slug)
        && !slug.equals(TextFolders.SHARED)
        && (working.slugs().contains(slug) || running.folders().slugs().contains(slug));
  }

  /**
   * Brings the partner's working folders into force.
   *
   * @param by who asks, for the record
   */
  Verdict apply(String slug, String by) {
    one.lock();
    try {
      var before = running.read(slug);
      var after = working.read(slug);
      return after.isEmpty() ? remove(before, after, by) : change(before, after, by);
    } catch (TextFolders.TooMuch e) {
      return refused(e);
    } catch (IOException e) {
      throw new UncheckedIOException("the text that runs cannot be changed", e);
    } finally {
      routes.settle();
      one.unlock();
    }
  }

  private Verdict change(PartnerText before, PartnerText after, String by) throws IOException {
    var slug = after.slug();
    if (after.sameAs(before) && !settingsDiffer(slug) && !routes.running(slug).isEmpty()) {
      return verdict(slug, Verdict.Outcome.UNCHANGED, List.of(), "没有改动", "nothing has changed", 0);
    }
    var candidate = running.with(List.of(after));
    var check = new PartnerCheck(candidate.routes(), candidate.mappings());
    var findings = check.slugs().contains(slug) ? check.of(slug) : List.of(Faults.noManifest(slug));
    if (!findings.isEmpty()) {
      return refuse(before, after, by, findings);
    }
    var partner = check.partner(slug).orElseThrow();
    Runnable settingsBack;
    try {
      file.add(partner);
      settingsBack = file.take(slug);
    } catch (IOException e) {
      return refuse(before, after, by, List.of(Faults.unreadable(e)));
    }
    findings = trial(candidate, partner);
    if (!findings.isEmpty()) {
      settingsBack.run();
      return refuse(before, after, by, findings);
    }
    return swap(before, after, partner, settingsBack, by);
  }

  private boolean settingsDiffer(String slug) {
    try {
      return file.differs(slug);
    } catch (IOException e) {
      // Told when they are taken.
      return true;
    }
  }

  private List<Finding> trial(TextFolders candidate, Partner partner) {
    var missing = file.missing(partner);
    if (!missing.isEmpty()) {
      return missing.stream().map(key -> Faults.unset(partner.slug(), key)).toList();
    }
    var unfit = file.unfit(partner);
    if (!unfit.isEmpty()) {
      return unfit.stream().map(key -> Faults.unfit(partner, key)).toList();
    }
    try {
      routes.tryOut(candidate.routes(), partner);
      return List.of();
    } catch (Unusable e) {
      return List.of(CamelFault.finding(e, secrets(partner)));
    }
  }

  private Verdict swap(
      PartnerText before, PartnerText after, Partner partner, Runnable settingsBack, String by)
      throws IOException {
    var slug = after.slug();
    try {
      routes.takeOut(slug);
      running.change(after);
      mappings.forget(slug);
      partners.readAgain();
      routes.bringIn(running.folders().routes(), partner);
    } catch (Exception e) {
      return restore(before, after, settingsBack, by, fault(e, partner));
    }
    running.settle();
    record.write(Change.of(before, after, clock.now(), by, Verdict.Outcome.APPLIED, List.of()));
    LOG.info("{}: changed text in force, applied by {}", slug, by);
    var waiting = redriving.waiting(slug);
    redriving.want(slug);
    return verdict(slug, Verdict.Outcome.APPLIED, List.of(), "已生效", "in force", waiting);
  }

  private Finding fault(Exception e, Partner partner) {
    if (e instanceof Unusable unusable) {
      return CamelFault.finding(unusable, secrets(partner));
    }
    LOG.warn("{}: the change failed", partner.slug(), e);
    return Faults.unknown(partner.slug(), e);
  }

  private Verdict restore(
      PartnerText before, PartnerText after, Runnable settingsBack, String by, Finding why)
      throws IOException {
    var slug = after.slug();
    var findings = new ArrayList<>(List.of(why));
    try {
      routes.takeOut(slug);
      settingsBack.run();
      running.putBack();
      mappings.forget(slug);
      partners.readAgain();
      var old = partners.find(slug);
      if (old.isPresent()) {
        routes.bringIn(running.folders().routes(), old.get());
      }
    } catch (Exception e) {
      LOG.error("{}: the text before is back but does not run; restart the hub", slug, e);
      findings.add(Faults.notBack(slug));
    }
    record.write(Change.of(before, after, clock.now(), by, Verdict.Outcome.RESTORED, findings));
    LOG.warn("{}: the changed text did not start, the one before runs again: {}", slug, why);
    return verdict(
        slug,
        Verdict.Outcome.RESTORED,
        findings,
        "新文本不能启动，已恢复原文",
        "the new text did not start; the one before runs again",
        0);
  }

  private Verdict remove(PartnerText before, PartnerText after, String by) throws IOException {
    var slug = after.slug();
    var partner = partners.find(slug).orElseThrow();
    var unfinished = ending.unfinished(slug);
    if (unfinished > 0) {
      return refuse(before, after, by, List.of(Faults.unfinished(slug, unfinished)));
    }
    try {
      routes.takeOut(slug);
      running.change(after);
      running.settle();
      mappings.forget(slug);
      partners.readAgain();
      routes.shutOut(partner);
    } catch (Exception e) {
      return restore(before, after, () -> {}, by, fault(e, partner));
    }
    record.write(Change.of(before, after, clock.now(), by, Verdict.Outcome.REMOVED, List.of()));
    LOG.info("{}: taken out by {}", slug, by);
    return verdict(slug, Verdict.Outcome.REMOVED, List.of(), "已停用", "taken out", 0);
  }

  private Verdict refuse(PartnerText before, PartnerText after, String by, List<Finding> findings) {
    record.write(Change.of(before, after, clock.now(), by, Verdict.Outcome.REFUSED, findings));
    return refused(after.slug(), findings);
  }

  private Verdict refused(TextFolders.TooMuch fault) {
    var slug = fault.folder().substring(fault.folder().indexOf('/') + 1);
    return refused(slug, List.of(Faults.tooMuch(fault)));
  }

  private Verdict refused(String slug, List<Finding> findings) {
    return verdict(
        slug,
        Verdict.Outcome.REFUSED,
        findings,
        "未通过，仍按原文运行",
        "refused; what ran before runs on",
        0);
  }

  private Verdict verdict(
      String slug,
      Verdict.Outcome outcome,
      List<Finding> findings,
      String zh,
      String en,
      int waiting) {
    return new Verdict(slug, outcome, new Words(zh, en), findings, routes.running(slug), waiting);
  }

  private List<String> secrets(Partner partner) {
    return partner.settings().entrySet().stream()
        .filter(setting -> setting.getValue().kind() == Partner.Setting.Kind.SECRET)
        .map(setting -> settings.get(partner.slug(), setting.getKey()).orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }
}
