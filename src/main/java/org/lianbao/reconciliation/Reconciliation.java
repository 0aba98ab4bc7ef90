package org.lianbao.reconciliation;

import java.time.LocalDate;
import java.util.List;
import org.lianbao.partners.Partner;

/** Compares days with partners, and tells what came of it. */
public interface Reconciliation {

  /** The partners that can be compared with: those whose manifest says that they can list. */
  List<Partner> partners();

  /**
   * Compares a day with a partner now, and replaces what was found before. What is mended is no
   * longer found.
   *
   * @return how it went; RUNNING if somebody else is at it
   * @throws IllegalArgumentException if the partner cannot list
   */
  Comparison compare(String partner, LocalDate day);

  /** The latest comparisons of a day, by partner. */
  List<Comparison> of(LocalDate day);

  /** The latest days on which anything was compared, latest first. */
  List<LocalDate> days(int limit);

  /**
   * What was found of a day, by partner.
   *
   * @param partner {@code null} for all
   */
  List<Difference> differences(LocalDate day, String partner, int limit);
}
