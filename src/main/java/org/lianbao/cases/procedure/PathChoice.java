package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lianbao.application.ApprovalItems;
import org.lianbao.application.Works;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Clock;

/**
 * By which track the works of each service go: by commitment if they are small and nothing speaks
 * against it, else by ordinary approval (S6, S38). A commitment that lapsed is replaced by ordinary
 * approval for good.
 */
record PathChoice(ApprovalItems items, Rulebook rules, Bars bars) {

  /** The track as it should be now. */
  Track of(CaseFile file, Instant at) {
    var edition = rules.edition(file.rules());
    var small = new SmallWorks(edition.commitment());
    var request = file.request();
    var works = file.externalWorks();
    var against = new HashMap<String, List<String>>();
    var paths = new TreeMap<String, Track.Path>();
    for (var service : works.services()) {
      if (needsApproval(works.of(service::equals), request)) {
        var said = lapse(file, service);
        if (said.isEmpty()) {
          said = small.against(service, works.of(service::equals), request);
        }
        against.put(service, said);
      }
    }
    var bar = bar(against, request, at);
    against.forEach(
        (service, said) ->
            paths.put(service, path(said, bar, small.inFavour(works.of(service::equals)))));
    return new Track(paths, bar.orElse(null), edition.construction().restorationHolds());
  }

  private boolean needsApproval(Works works, Request request) {
    return !items.neededBy(works, request.appliedOn()).isEmpty();
  }

  /** Nobody is looked up unless the answer decides something. */
  private Optional<Bar> bar(Map<String, List<String>> against, Request request, Instant at) {
    return request.holder() != null && against.values().stream().anyMatch(List::isEmpty)
        ? bars.against(request.holder(), at)
        : Optional.empty();
  }

  private static Track.Path path(List<String> against, Optional<Bar> bar, List<String> inFavour) {
    if (against.isEmpty() && bar.isEmpty()) {
      return new Track.Path(true, inFavour);
    }
    var reasons = new ArrayList<>(against);
    if (against.isEmpty()) {
      bar.map(PathChoice::words).ifPresent(reasons::add);
    }
    return new Track.Path(false, reasons);
  }

  private static String words(Bar bar) {
    if (bar.until() == null) {
      return "因办件 %1$s 撤销许可，信用修复前不适用告知承诺 / barred until its credit is repaired, for what was revoked in %1$s"
          .formatted(bar.caseNo());
    }
    return "因办件 %1$s 撤销许可，至 %2$s 不适用告知承诺 / barred until %2$s, for what was revoked in %1$s"
        .formatted(bar.caseNo(), bar.until().atZone(Clock.COUNTY).toLocalDate());
  }

  private static List<String> lapse(CaseFile file, String service) {
    return Pair.of(file, service)
        .filter(pair -> pair.lapsed().isPresent())
        .map(
            pair ->
                pair.supervision().revoked().isPresent()
                    ? "承诺未兑现，许可已撤销 / the commitment was not kept, and the permit is revoked"
                    : "承诺备案未被受理或已撤销 / the filing was not taken, or was cancelled")
        .map(List::of)
        .orElse(List.of());
  }
}
