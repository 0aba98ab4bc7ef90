package org.lianbao.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects what is wrong with one calendar file, so that all of it is told at once. */
final class FileFaults {

  private static final int MOST = 20;

  private final String file;
  private final List<String> faults = new ArrayList<>();

  FileFaults(String file) {
    this.file = file;
  }

  /** Notes a fault; the file is given up once there are twenty. */
  void at(int line, String fault) {
    faults.add("%s 第 %d 行 / line %d: %s".formatted(file, line, line, fault));
    if (faults.size() == MOST) {
      throwIfAny();
    }
  }

  /** The value, or {@code null} and a fault noted if making it refuses. */
  <T> T tried(int line, Supplier<T> value) {
    try {
      return value.get();
    } catch (CalendarFault e) {
      at(line, e.getMessage());
      return null;
    }
  }

  /** A fault of the whole file. */
  CalendarFault whole(String fault) {
    return new CalendarFault(file + ": " + fault);
  }

  void throwIfAny() {
    if (!faults.isEmpty()) {
      throw new CalendarFault(faults);
    }
  }
}
