package org.lianbao.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The calendar as the hub has it: the editions and office hours it came with, and over them what
 * the folder {@code calendar} of the data folder holds.
 *
 * <ul>
 *   <li>{@code <year>.csv} or {@code <year>.ics}: an edition, in place of one for the same year
 *   <li>{@code local.csv}: closures and extra working days decided in the county
 *   <li>{@code hours.csv}: office hours, in place of 08:30–12:00 and 14:30–18:00
 * </ul>
 */
public final class CalendarFolder {

  private static final List<String> OWN = List.of("2025.csv", "2026.csv");
  private static final String HOURS = "hours.csv";
  private static final String LOCAL = "local.csv";
  private static final Pattern EDITION = Pattern.compile("(20\\d\\d)\\.(csv|ics)");

  private CalendarFolder() {}

  /** The calendar the hub comes with: 2025 and 2026. */
  public static WorkingCalendar builtIn() {
    var calendar = new WorkingCalendar(CsvFiles.hours(HOURS, resource(HOURS)));
    for (var name : OWN) {
      calendar = calendar.with(CsvFiles.edition(name, resource(name)));
    }
    return calendar;
  }

  /**
   * The calendar with the folder's files.
   *
   * @param folder may be missing; files of other names are refused, hidden ones passed over
   * @throws CalendarFault naming every fault of the first file that cannot be used, with its lines
   * @throws IOException if a file cannot be read
   */
  public static WorkingCalendar read(Path folder) throws IOException {
    var calendar = builtIn();
    if (!Files.isDirectory(folder)) {
      return calendar;
    }
    List<Path> files;
    try (var found = Files.list(folder)) {
      files = found.filter(file -> !name(file).startsWith(".")).sorted().toList();
    }
    for (var file : files) {
      var twin = file.resolveSibling(name(file).replace(".ics", ".csv"));
      if (!twin.equals(file) && Files.exists(twin)) {
        throw new CalendarFault(
            "%1$s 与 %2$s 并存，请只留一个 / %1$s stands beside %2$s; keep one"
                .formatted(name(file), name(twin)));
      }
      calendar = with(calendar, name(file), bytes(file));
    }
    return calendar;
  }

  /**
   * Writes a file into the folder in place of the one it replaces, if the whole can be read then.
   */
  static WorkingCalendar take(Path folder, String name, byte[] bytes) throws IOException {
    with(builtIn(), name, bytes);
    Files.createDirectories(folder);
    var fresh = Files.createTempFile(folder, ".", ".new");
    Files.write(fresh, bytes);
    Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    if (EDITION.matcher(name).matches()) {
      var other = name.endsWith(".csv") ? ".ics" : ".csv";
      Files.deleteIfExists(folder.resolve(name.substring(0, 4) + other));
    }
    return read(folder);
  }

  /** The edition in a file named {@code <year>.csv} or {@code <year>.ics}. */
  public static Edition edition(String file, byte[] bytes) {
    var match = EDITION.matcher(file);
    if (!match.matches()) {
      throw new CalendarFault(
          file
              + ": 日历文件应名为 2027.csv、2027.ics、local.csv 或 hours.csv"
              + " / a calendar file is named 2027.csv, 2027.ics, local.csv or hours.csv");
    }
    var csv = match.group(2).equals("csv");
    var edition = csv ? CsvFiles.edition(file, bytes) : ICalendar.edition(file, bytes);
    if (edition.year() != Integer.parseInt(match.group(1))) {
      throw new CalendarFault(
          "%1$s: 内容是 %2$d 年的安排，请改文件名 / holds the year %2$d; rename it"
              .formatted(file, edition.year()));
    }
    return edition;
  }

  private static WorkingCalendar with(WorkingCalendar calendar, String name, byte[] bytes) {
    return switch (name) {
      case HOURS -> calendar.with(CsvFiles.hours(name, bytes));
      case LOCAL -> calendar.with(CsvFiles.localDays(name, bytes));
      default -> calendar.with(edition(name, bytes));
    };
  }

  private static byte[] bytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      // One byte more than allowed, so that the reader sees when there is too much.
      return in.readNBytes(FileText.MOST_BYTES + 1);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = CalendarFolder.class.getResourceAsStream("/calendar/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the built-in calendar " + name, e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
