package org.lianbao.routing.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lianbao.routing.check.PartnerCheck;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Finding;

/**
 * The gate at the start of a hub, before anything reads a partner's text: a changed folder is taken
 * if it passes the check beside all others, else the text runs that ran before. A folder that is
 * gone still runs: whether it may end is for {@code apply} to say, which knows its orders.
 */
final class StartGate {

  private static final String BY = "start";

  private final TextFolders working;
  private final RunningText running;
  private final Clock clock;

  StartGate(TextFolders working, RunningText running, Clock clock) {
    this.working = working;
    this.running = running;
    this.clock = clock;
  }

  /** Takes what may be taken; says what was, and what was not. */
  List<Change> take() {
    running.putBack();
    var changed = changed();
    if (changed.isEmpty()) {
      return List.of();
    }
    try {
      return take(changed);
    } catch (IOException e) {
      throw new UncheckedIOException("the text that runs cannot be written", e);
    }
  }

  private Map<String, PartnerText> changed() {
    var changed = new HashMap<String, PartnerText>();
    for (var slug : working.slugs()) {
      var text = working.read(slug);
      if (!text.isEmpty() && !text.sameAs(running.read(slug))) {
        changed.put(slug, text);
      }
    }
    return changed;
  }

  /** All changed ones together first; then without those at fault, until nobody is. */
  private List<Change> take(Map<String, PartnerText> changed) throws IOException {
    var refused = new HashMap<String, List<Finding>>();
    var open = new HashMap<>(changed);
    while (!open.isEmpty()) {
      var atFault = faults(open);
      atFault.keySet().retainAll(open.keySet());
      if (atFault.isEmpty()) {
        break;
      }
      refused.putAll(atFault);
      open.keySet().removeAll(atFault.keySet());
    }
    var now = clock.now();
    var changes = new ArrayList<Change>();
    for (var slug : new TreeSet<>(changed.keySet())) {
      changes.add(change(changed.get(slug), refused.get(slug), now));
      if (!refused.containsKey(slug)) {
        running.change(changed.get(slug));
        running.settle();
      }
    }
    return changes;
  }

  private Change change(PartnerText text, List<Finding> findings, Instant now) {
    return Change.of(
        running.read(text.slug()),
        text,
        now,
        BY,
        findings == null ? Verdict.Outcome.APPLIED : Verdict.Outcome.REFUSED,
        findings == null ? List.of() : findings);
  }

  /** Whose text has findings; what they share is at fault where nobody else changed is. */
  private Map<String, List<Finding>> faults(Map<String, PartnerText> open) throws IOException {
    var candidate = running.with(open.values());
    var faults = new HashMap<String, List<Finding>>();
    for (var finding : new PartnerCheck(candidate.routes(), candidate.mappings()).all()) {
      faults.computeIfAbsent(finding.file().split("/")[1], s -> new ArrayList<>()).add(finding);
    }
    Set<String> changedAtFault = new HashSet<>(faults.keySet());
    changedAtFault.retainAll(open.keySet());
    if (!faults.isEmpty() && changedAtFault.isEmpty() && open.containsKey(TextFolders.SHARED)) {
      faults.put(TextFolders.SHARED, faults.values().stream().flatMap(List::stream).toList());
    }
    return faults;
  }
}
