package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.lianbao.application.Application;
import org.lianbao.application.Changes.Change;

/**
 * A changed form for a case that is on record (变更申请).
 *
 * @param source slug of who sent it
 * @param changes what it says otherwise than the form before
 * @param seenBy the changes in what a partner may see, by its slug; of the window, all
 */
public record Amendment(
    Application form,
    Instant at,
    String source,
    List<Change> changes,
    Function<String, List<Change>> seenBy) {

  /** Whether a partner has to know; a new address of the same file is no news to it. */
  boolean concerns(String partner) {
    return seenBy.apply(partner).stream().anyMatch(change -> !change.ofAddress());
  }
}
