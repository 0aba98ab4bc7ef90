package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** A bundle is decided when the last item it requires is (A10). */
record BundleDecision() implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    var outcomes = new HashMap<String, String>();
    Bundle.of(before)
        .forEach(bundle -> bundle.outcome().ifPresent(it -> outcomes.put(bundle.no(), it)));
    var events = new ArrayList<CaseEvent>();
    for (var bundle : Bundle.of(now)) {
      bundle
          .outcome()
          .filter(outcome -> !outcome.equals(outcomes.get(bundle.no())))
          .ifPresent(it -> events.add(new CaseEvent.BundleDecided(at, bundle.no(), it)));
    }
    return events;
  }
}
