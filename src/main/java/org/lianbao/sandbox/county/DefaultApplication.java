package org.lianbao.sandbox.county;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** The built-in application: four services and an external line, with dates of today. */
final class DefaultApplication {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

  private DefaultApplication() {}

  /**
   * A new one; its number is greater than the last one's.
   *
   * @param change a JSON merge patch (RFC 7396); days it plans are moved to come after today
   */
  static ObjectNode fresh(Instant now, String lastNumber, JsonNode change) {
    var time = ZonedDateTime.ofInstant(now, Clock.COUNTY).truncatedTo(ChronoUnit.SECONDS);
    var application = (ObjectNode) MergePatch.apply(template(), change);
    application.put("requestId", UUID.randomUUID().toString());
    application.put("upstreamApplyNo", number(time, lastNumber));
    application.put("applyTime", TIME.format(time));
    ((ObjectNode) application.get("applicant"))
        .put("consentTime", TIME.format(time.minusMinutes(2)));
    plan((ObjectNode) application.get("project"), time, 21, 230);
    for (JsonNode item : application.at("/externalWorks/items")) {
      if (item.has("plannedStart")) {
        plan((ObjectNode) item, time, 30, 40);
      }
    }
    return application;
  }

  private static void plan(ObjectNode part, ZonedDateTime time, int startDays, int finishDays) {
    part.put("plannedStart", time.plusDays(startDays).toLocalDate().toString());
    part.put("plannedFinish", time.plusDays(finishDays).toLocalDate().toString());
  }

  /** GG, the day, and the second of the day, which fits five digits and does not come again. */
  private static String number(ZonedDateTime time, String last) {
    var day = "GG" + DAY.format(time);
    var second = time.toLocalTime().toSecondOfDay();
    if (last.startsWith(day)) {
      second = Math.max(second, Integer.parseInt(last.substring(day.length())) + 1);
    }
    return day + "%05d".formatted(second);
  }

  private static ObjectNode template() {
    try (var in = DefaultApplication.class.getResourceAsStream("/sandbox/application.json")) {
      return (ObjectNode) Json.read(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("the built-in application cannot be read", e);
    }
  }
}
