package org.lianbao.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import org.lianbao.reconciliation.Listings.Question;
import org.lianbao.shared.Clock;

/** A day of the county. */
record DayAsked(LocalDate day) {

  Instant from() {
    return day.atStartOfDay(Clock.COUNTY).toInstant();
  }

  Instant to() {
    return day.plusDays(1).atStartOfDay(Clock.COUNTY).toInstant();
  }

  Question question(int page, JsonNode after) {
    return new Question(day, from(), to(), page, after);
  }
}
