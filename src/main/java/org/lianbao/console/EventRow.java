package org.lianbao.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.cases.CaseReader.EventView;

/**
 * One line of the event table.
 *
 * @param late reported a day or more after it happened, in words; empty if in time
 * @param contradicts which earlier line it contradicts, in words; empty if none
 * @param fresh arrived since the reader last looked
 */
record EventRow(
    long seq,
    String label,
    String code,
    String service,
    String source,
    String occurred,
    String recorded,
    String late,
    String contradicts,
    String outcome,
    String tone,
    String facts,
    boolean implied,
    boolean fresh) {

  private static final Duration LATE = Duration.ofDays(1);
  private static final int LONGEST_FACT = 200;

  /**
   * The line of an event.
   *
   * @param kind of the order it is about; {@code null} where it is about none
   * @param contradicts the line that it contradicts, or {@code null}
   */
  static EventRow of(
      EventView event, String kind, Long contradicts, long seen, Words words, Names names) {
    var lag = Duration.between(event.occurredAt(), event.recordedAt());
    return new EventRow(
        event.seq(),
        words.event(event.code(), event.label(), event.labelEn()),
        event.code(),
        event.service() == null ? words.code("kind", kind) : words.service(event.service()),
        names.of(event.source()),
        CountyTime.full(event.occurredAt()),
        CountyTime.full(event.recordedAt()),
        lag.compareTo(LATE) < 0 ? "" : words.say("event.late", lag.toDays()),
        contradicts == null ? "" : words.say("event.contradicts", contradicts),
        words.code("outcome", event.outcome()),
        Tone.of(event.outcome()),
        facts(event.attributes(), words),
        event.implied(),
        seen > 0 && event.seq() > seen);
  }

  private static String facts(JsonNode attributes, Words words) {
    List<String> facts = new ArrayList<>();
    if (attributes != null && attributes.isObject()) {
      attributes
          .fields()
          .forEachRemaining(
              fact -> {
                // What is a table has a place of its own on the page.
                var table = fact.getValue().path(0).isContainerNode();
                var text = table ? "" : cut(words.value(fact.getValue()));
                if (!text.isBlank()) {
                  facts.add(words.code("fact", fact.getKey()) + words.say("colon") + text);
                }
              });
    }
    return String.join(words.say("semicolon"), facts);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_FACT ? text : text.substring(0, LONGEST_FACT) + "…";
  }
}
