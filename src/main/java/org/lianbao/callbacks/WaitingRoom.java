package org.lianbao.callbacks;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets what waits in the inbox try again, at growing distances, for as long as it waits. */
class WaitingRoom {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);
  private static final int BATCH = 100;

  private final CaseInbox inbox;

  WaitingRoom(CaseInbox inbox) {
    this.inbox = inbox;
  }

  void tryAgain() {
    try {
      while (inbox.takeUpWaiting(BATCH) == BATCH) {
        LOG.debug("more callbacks wait for their orders");
      }
    } catch (RuntimeException e) {
      LOG.warn("waiting callbacks could not be tried and will be again: {}", e.toString());
    }
  }
}
