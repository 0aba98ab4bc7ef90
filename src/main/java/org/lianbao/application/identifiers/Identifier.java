package org.lianbao.application.identifiers;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.lianbao.shared.Problem.Severity;

/** One kind of identifier. */
interface Identifier {

  /** The proper spelling of what was given: no outer spaces, half-width, in capitals. */
  default String plain(String given) {
    return Spelling.plain(given);
  }

  /**
   * What is wrong with a value in its proper spelling; nothing where it is right.
   *
   * @param day the day it was given on, where known; what was issued later cannot be right
   */
  List<Finding> look(String plain, Optional<LocalDate> day);

  /** One thing that is wrong, to follow the field's label. */
  record Finding(String code, Severity severity, String zh, String en) {

    static Finding error(String code, String zh, String en) {
      return new Finding(code, Severity.ERROR, zh, en);
    }

    static Finding warn(String code, String zh, String en) {
      return new Finding(code, Severity.WARN, zh, en);
    }
  }
}
