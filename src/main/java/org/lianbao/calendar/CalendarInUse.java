package org.lianbao.calendar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The calendar of a running hub: read from its folder, and read again when an edition arrives. */
public final class CalendarInUse implements Supplier<WorkingCalendar> {

  /** A larger file is refused. */
  public static final int MOST_BYTES = FileText.MOST_BYTES;

  private final Path folder;
  private volatile WorkingCalendar calendar;

  /**
   * Reads the folder.
   *
   * @throws CalendarFault as {@link CalendarFolder#read}
   */
  public CalendarInUse(Path folder) throws IOException {
    this.folder = folder;
    this.calendar = CalendarFolder.read(folder);
  }

  @Override
  public WorkingCalendar get() {
    return calendar;
  }

  /**
   * Takes a file into the folder and into use.
   *
   * @param file named {@code <year>.csv}, {@code <year>.ics}, {@code local.csv} or {@code
   *     hours.csv}; replaces the one of this name, and an edition the one for its year
   * @return the calendar with it
   * @throws CalendarFault naming every fault of the file; nothing is changed then
   */
  public synchronized WorkingCalendar take(String file, byte[] bytes) throws IOException {
    calendar = CalendarFolder.take(folder, file, bytes);
    return calendar;
  }
}
