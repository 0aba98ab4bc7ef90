package org.lianbao.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.retention.Retention;

/**
 * Tells of rules of retention that could not be applied, so that what is too old is still there.
 */
record FailingRetention(Retention retention) implements Watch {

  @Override
  public List<Trouble> troubles(Instant now) {
    return retention.failing().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            rule ->
                new Trouble(
                    "retention-failing",
                    Optional.empty(),
                    rule.getKey(),
                    rule.getValue(),
                    Map.of("rule", rule.getKey())))
        .toList();
  }
}
