package org.lianbao.calendar;

import java.util.List;

/**
 * A calendar file or a question that cannot be used. The message names every fault, its place and
 * the mend, Chinese first, one to a line.
 */
public final class CalendarFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CalendarFault(String message) {
    super(message);
  }

  CalendarFault(List<String> faults) {
    super(String.join("\n", faults));
  }
}
