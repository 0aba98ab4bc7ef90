package org.lianbao.alerts;

/** A way to reach people. */
interface Channel {

  /** Its name in the settings. */
  String name();

  /**
   * Hands a message over and waits for the answer, for half a minute at the most.
   *
   * @return what was answered, in a few words
   * @throws NotTold if it was not taken
   */
  String tell(Message message) throws NotTold;
}
