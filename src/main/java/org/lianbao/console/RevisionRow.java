package org.lianbao.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import org.lianbao.cases.CaseReader.RevisionView;

/** A changed form as its page tells of it, the latest first. */
record RevisionRow(int revision, String applyType, String received, List<Change> changes) {

  static List<RevisionRow> of(List<RevisionView> revisions, Words words) {
    return revisions.stream()
        .filter(revision -> revision.revision() > 1)
        .sorted(Comparator.comparing(RevisionView::revision).reversed())
        .map(
            revision ->
                new RevisionRow(
                    revision.revision(),
                    words.code("value", revision.applyType()),
                    CountyTime.full(revision.receivedAt()),
                    revision.changes().stream()
                        .map(
                            change ->
                                new Change(
                                    change.label(),
                                    change.pointer(),
                                    text(change.before(), words),
                                    text(change.after(), words)))
                        .toList()))
        .toList();
  }

  private static String text(JsonNode value, Words words) {
    return value == null ? "" : words.value(value);
  }

  /** A field that changed; empty where it was not filled in. */
  record Change(String label, String pointer, String before, String after) {}
}
