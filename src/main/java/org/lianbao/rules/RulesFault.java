package org.lianbao.rules;

import java.util.List;

/** A file of rules that cannot be used; the message names every fault, its field and the mend. */
public final class RulesFault extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public RulesFault(String file, List<String> faults) {
    super(file + "：\n  " + String.join("\n  ", faults));
  }
}
