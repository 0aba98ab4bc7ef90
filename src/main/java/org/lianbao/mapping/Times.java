package org.lianbao.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.lianbao.shared.Clock;

/** Times as partners write them, by patterns of {@link DateTimeFormatter}, in the county's zone. */
final class Times {

  private static final ConcurrentHashMap<String, DateTimeFormatter> FORMATTERS =
      new ConcurrentHashMap<>();

  private Times() {}

  /** Writes an instant (ISO-8601 with any offset) by the pattern. */
  static String write(String instant, String pattern) {
    return formatter(pattern).format(ZonedDateTime.ofInstant(instant(instant), Clock.COUNTY));
  }

  /**
   * Reads a time of the pattern; one without a time of day is midnight.
   *
   * @return ISO-8601 in UTC
   * @throws MappingFault naming the pattern, not the text
   */
  static String read(String text, String pattern) {
    try {
      return parse(text, pattern).toString();
    } catch (DateTimeException e) {
      throw new MappingFault("$instant: a time does not fit the pattern " + pattern);
    }
  }

  /** Whether {@link #read} would succeed; nothing never does. */
  static boolean fits(String text, String pattern) {
    if (text == null || pattern == null) {
      return false;
    }
    try {
      parse(text, pattern);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Reads ISO-8601 with an offset. */
  static Instant instant(String iso) {
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeException e) {
      throw new MappingFault("an instant is not ISO-8601 with an offset, as 2026-01-31T08:00:00Z");
    }
  }

  private static Instant parse(String text, String pattern) {
    TemporalAccessor read =
        formatter(pattern)
            .parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (read instanceof OffsetDateTime offset) {
      return offset.toInstant();
    }
    var local = read instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) read;
    return local.atZone(Clock.COUNTY).toInstant();
  }

  /** Strict about the calendar: 2026/02/30 is no day. That takes u, the year without an era. */
  private static DateTimeFormatter formatter(String pattern) {
    try {
      return FORMATTERS.computeIfAbsent(
          pattern,
          p ->
              DateTimeFormatter.ofPattern(p.replace('y', 'u'), Locale.ROOT)
                  .withResolverStyle(ResolverStyle.STRICT));
    } catch (IllegalArgumentException e) {
      throw new MappingFault("the time pattern " + pattern + " cannot be understood", e);
    }
  }
}
