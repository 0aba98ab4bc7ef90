package org.lianbao.soak;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can go wrong during a soak. */
enum Trouble {
  /** A hub is killed as by {@code kill -9} and started again. */
  KILL_HUB,
  /** The same for a broker that is a process of its own. */
  KILL_BROKER,
  /** The database server is killed, or told to stop at once, and starts again. */
  RESTART_DB,
  /** A partner takes no connection and cuts those it has. */
  PARTNER_DOWN("down"),
  /** A partner answers and reports seconds late. */
  PARTNER_SLOW("slow"),
  /** A partner reports twice and forgets to answer once; the county posts twice. */
  DUPLICATE("duplicate"),
  /** A partner tells a later step first. */
  REORDER("reorder"),
  /** A partner's files stay half-written. */
  HALF_FILE("half-file"),
  /** The disk of hubs, broker and database has no byte left. */
  DISK_FULL,
  /** The clock of one hub jumps by more than a lease is long, and later back. */
  CLOCK_JUMP;

  private final String partnerFault;

  Trouble() {
    this(null);
  }

  Trouble(String partnerFault) {
    this.partnerFault = partnerFault;
  }

  /** Its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the sandbox calls it, if it is a partner that fails. */
  Optional<String> partnerFault() {
    return Optional.ofNullable(partnerFault);
  }

  /**
   * Reads {@code all}, {@code none}, or names with commas between them.
   *
   * @throws IllegalArgumentException saying which name is none, and which there are
   */
  static Set<Trouble> read(String text) {
    var troubles = EnumSet.noneOf(Trouble.class);
    if (text.equals("all")) {
      return EnumSet.allOf(Trouble.class);
    }
    if (text.equals("none")) {
      return troubles;
    }
    for (var word : text.split(",", -1)) {
      troubles.add(
          Arrays.stream(values())
              .filter(each -> each.word().equals(word.strip()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(unknown(word))));
    }
    return troubles;
  }

  private static String unknown(String word) {
    return "没有这种故障 / no such fault: '%s'; there are all, none, %s"
        .formatted(
            word, Arrays.stream(values()).map(Trouble::word).collect(Collectors.joining(", ")));
  }
}
