package org.lianbao.sandbox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a utility was told beside its orders: times of surveys, plans of neighbours, its share of a
 * bill. Kept in the journal before it is acknowledged.
 */
public final class Notices {

  private final Journal journal;
  private final Map<String, Notice> byNumber = new LinkedHashMap<>();

  /** Reads the journal. */
  public Notices(Journal journal) throws IOException {
    this.journal = journal;
    journal.replay(this::replay);
  }

  /**
   * One notice.
   *
   * @param noticeNo the hub's number of it
   * @param concerns the order it is about, {@code ""} for none
   * @param type the utility's own code of its kind
   * @param text what it says
   * @param received how many times it came, at least 1
   * @param conflicting whether it ever came with another content
   */
  public record Notice(
      String noticeNo,
      String concerns,
      String type,
      String text,
      Instant at,
      int received,
      boolean conflicting) {

    Notice again(Notice told) {
      var differs =
          conflicting
              || !concerns.equals(told.concerns)
              || !type.equals(told.type)
              || !text.equals(told.text);
      return new Notice(noticeNo, concerns, type, text, at, received + 1, differs);
    }
  }

  /** Writes a notice down; whether it came for the first time. */
  public synchronized boolean take(
      String noticeNo, String concerns, String type, String text, Instant at) {
    journal.append(new Fact("notice", noticeNo, concerns, type, text, at));
    return keep(new Notice(noticeNo, concerns, type, text, at, 1, false));
  }

  /** Every notice, oldest first. */
  public synchronized List<Notice> view() {
    return List.copyOf(byNumber.values());
  }

  private void replay(JsonNode line) {
    if (line.path("what").asText().equals("notice")) {
      keep(
          new Notice(
              line.path("noticeNo").asText(),
              line.path("concerns").asText(),
              line.path("type").asText(),
              line.path("text").asText(),
              Instant.parse(line.path("at").asText()),
              1,
              false));
    }
  }

  private boolean keep(Notice told) {
    var known = byNumber.get(told.noticeNo());
    byNumber.put(told.noticeNo(), known == null ? told : known.again(told));
    return known == null;
  }

  private record Fact(
      String what, String noticeNo, String concerns, String type, String text, Instant at) {}
}
