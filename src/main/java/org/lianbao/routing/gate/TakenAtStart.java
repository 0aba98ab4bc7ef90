package org.lianbao.routing.gate;

import java.util.List;

/** What the start of this hub has taken and refused. */
record TakenAtStart(List<Change> changes) {

  TakenAtStart {
    changes = List.copyOf(changes);
  }
}
