package org.lianbao.partners;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How long a partner may say nothing, as its manifest says; what is empty is left to the partner's
 * own past.
 *
 * @param receipted from an order's arrival to its receipt
 * @param accepted from the receipt to the next word on it
 * @param finished from one word on an accepted order to the next
 * @param polled from one piece of news to the next where the hub asks for it
 * @param files what it lays ready every working day
 */
public record Silence(
    Optional<Patience> receipted,
    Optional<Patience> accepted,
    Optional<Patience> finished,
    Optional<Patience> polled,
    List<DailyFile> files) {

  /** Of a partner whose manifest says nothing of it. */
  public static final Silence UNSAID =
      new Silence(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public Silence {
    files = List.copyOf(files);
  }

  /**
   * A file that has to come every working day.
   *
   * @param name its name: {@code *} stands for anything, {@code {yyyyMMdd}} for the day
   * @param by until when, in the county's zone
   */
  public record DailyFile(String name, LocalTime by) {

    static final Pattern DAY = Pattern.compile("\\{([^{}]*)}");

    /** Its name on this day, where {@code *} still stands for anything. */
    public String on(LocalDate day) {
      return DAY.matcher(name).replaceAll(found -> format(found).format(day));
    }

    private static DateTimeFormatter format(MatchResult found) {
      return DateTimeFormatter.ofPattern(found.group(1));
    }
  }
}
