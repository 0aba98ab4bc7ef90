package org.lianbao.calendar;

/** What "0.5 working day" (0.5 个工作日) means; the notice leaves it open, so it is a setting. */
public enum HalfDay {
  /**
   * Half of the working minutes of the day it begins on, counted over the sessions from the trigger
   * (Civil Code, article 201: a limit in hours runs from its beginning). The default.
   */
  HALF_OF_DAY_MINUTES,
  /** Four working hours, half of the statutory eight. */
  FIXED_240,
  /** The end of the first session that lies wholly after the trigger. */
  NEXT_SESSION_END
}
