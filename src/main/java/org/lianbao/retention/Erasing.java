package org.lianbao.retention;

import java.util.List;

/**
 * A room that keeps something of cases: what is personal in it goes together with the forms of the
 * cases, in the same commit.
 */
public interface Erasing {

  /** Erases what this room holds of these cases, all of which ended long ago. */
  void erase(List<String> caseNos);
}
