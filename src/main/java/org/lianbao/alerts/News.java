package org.lianbao.alerts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What one channel is told in one message. It stays the same for all tries, so that whoever gets it
 * twice knows it by its id.
 *
 * @param items the first of what happened, in order
 * @param more how much more happened
 */
record News(UUID id, Instant madeAt, List<Item> items, long more) {

  enum What {
    OPENED,
    CLEARED,
    /** Opened and cleared since the channel was last told anything. */
    PASSED
  }

  record Item(What what, Alert alert) {

    static Item of(KeptAlert kept, long toldNo, Wording wording) {
      var fresh = kept.openedNo() > toldNo;
      var what = kept.clearedNo() == 0 ? What.OPENED : fresh ? What.PASSED : What.CLEARED;
      return new Item(what, wording.alert(kept));
    }
  }
}
