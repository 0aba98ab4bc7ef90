package org.lianbao.cases.procedure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By which track the works of each service go, as it was last decided (S6, S38).
 *
 * @param paths by service, for those whose works need an approval
 * @param bar what bars the applicant from commitment, {@code null} if nothing was found
 * @param restorationHolds whether the stage of works lasts until the road is restored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Track(SortedMap<String, Path> paths, Bar bar, boolean restorationHolds) {

  /** Nothing is decided. */
  static final Track NONE = new Track(new TreeMap<>(), null, false);

  public Track {
    paths = Collections.unmodifiableSortedMap(new TreeMap<>(paths));
  }

  /**
   * The track of one service.
   *
   * @param commitment by commitment (告知承诺), or by ordinary approval (一般审批)
   * @param reasons in words, Chinese first
   */
  public record Path(boolean commitment, List<String> reasons) {

    public Path {
      reasons = List.copyOf(reasons);
    }
  }

  /** Whether the works of this service go by commitment. */
  public boolean commits(String service) {
    return paths.containsKey(service) && paths.get(service).commitment();
  }
}
