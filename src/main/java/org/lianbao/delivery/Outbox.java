package org.lianbao.delivery;

/** Takes due orders to the queues of their partners' routes. May lose them: the ledger may not. */
public interface Outbox {

  /** Puts one order into its partner's queue; an exception means it may not have got there. */
  void put(Dispatch dispatch);
}
