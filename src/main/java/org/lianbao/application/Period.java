package org.lianbao.application;

import java.time.LocalDate;

/**
 * From when to when an entry of an open list is in force.
 *
 * @param from first day, {@code null} if there is none
 * @param to last day, {@code null} if there is none
 */
record Period(String from, String to) {

  boolean holds(LocalDate day) {
    return (from == null || !day.isBefore(LocalDate.parse(from)))
        && (to == null || !day.isAfter(LocalDate.parse(to)));
  }
}
