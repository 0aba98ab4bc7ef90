package org.lianbao.sandbox.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can go wrong at a partner's system. */
public enum FaultKind {
  /** It takes no connection, or ends it without an answer; it reports nothing. */
  DOWN,
  /** It answers and reports late, by its argument: 2s if none is given, 60s at most. */
  SLOW,
  /**
   * Every n-th call fails with its own words for overload; n is its argument, 2 if none is given.
   */
  FLAKY,
  /** It reports everything twice, and its first acknowledgement is lost after it has acted. */
  DUPLICATE,
  /** Of two reports of an order it sends the later one first. */
  REORDER,
  /** Its answers are bytes nobody can read, and such bytes go before each of its reports. */
  GARBAGE,
  /** It refuses orders for reasons of its own. */
  REFUSE,
  /** Files it writes stay half-written for as long as this lasts; then they become whole. */
  HALF_FILE;

  private static final Duration SLOWEST = Duration.ofSeconds(60);

  /** What can go wrong with one who calls and is called; only files can be half-written. */
  public static Set<FaultKind> ofCalls() {
    return EnumSet.complementOf(EnumSet.of(HALF_FILE));
  }

  /** Its name on the wire and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<FaultKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  static String words(Collection<FaultKind> kinds) {
    return kinds.stream().sorted().map(FaultKind::word).collect(Collectors.joining(", "));
  }

  /**
   * The argument as it will be used; what goes without saying where none was given.
   *
   * @throws FaultRefused if this fault takes no such argument
   */
  String argument(String given) {
    var text = given == null ? "" : given;
    return switch (this) {
      case SLOW -> slow(text.isEmpty() ? "2s" : text);
      case FLAKY -> flaky(text.isEmpty() ? "2" : text);
      default -> {
        if (!text.isEmpty()) {
          throw new FaultRefused(word() + " 不带参数", word() + " takes no argument");
        }
        yield "";
      }
    };
  }

  private static String slow(String text) {
    if (Lasting.parse(text).filter(time -> time.compareTo(SLOWEST) <= 0).isEmpty()) {
      throw new FaultRefused("slow 的参数应为 1ms 至 60s", "slow takes a time of 1ms to 60s");
    }
    return text;
  }

  private static String flaky(String text) {
    if (!text.matches("[2-9]|[1-9][0-9]")) {
      throw new FaultRefused("flaky 的参数应为 2 至 99", "flaky takes a number of 2 to 99");
    }
    return text;
  }
}
