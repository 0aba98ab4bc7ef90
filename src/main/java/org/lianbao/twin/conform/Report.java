package org.lianbao.twin.conform;

import java.time.Instant;
import java.util.List;

/**
 * What a conversation came to. It holds no secret and no personal data.
 *
 * @param against the address of the other side; the partner's twin where it has no address
 */
public record Report(
    String slug, String nameZh, String name, String against, Instant at, List<Step> steps) {

  /** Whether no step failed. */
  public boolean conforms() {
    return steps.stream().noneMatch(Step::failed);
  }

  public long failures() {
    return steps.stream().filter(Step::failed).count();
  }

  public long skips() {
    return steps.stream().filter(Step::skipped).count();
  }

  /** How long all took, in milliseconds. */
  public long millis() {
    return steps.stream().mapToLong(Step::millis).sum();
  }
}
