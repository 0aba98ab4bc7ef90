package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.lianbao.application.FormFields;
import org.lianbao.application.Masking;
import org.lianbao.cases.CaseReader.ChangeView;
import org.lianbao.cases.CaseReader.RevisionView;

/**
 * The forms of a case as readers may see them: what changed is shown as the masked forms say it.
 */
final class Revisions {

  private static final FormFields FIELDS = FormFields.load();

  private Revisions() {}

  record Kept(int revision, JsonNode document, JsonNode changes, Instant receivedAt) {}

  static List<RevisionView> of(List<Kept> kept) {
    var views = new ArrayList<RevisionView>();
    JsonNode before = null;
    for (var one : kept) {
      var after = Masking.of(one.document()).document();
      views.add(
          new RevisionView(
              one.revision(),
              after.path("applyType").asText(),
              one.receivedAt(),
              changes(one.changes(), before, after)));
      before = after;
    }
    return List.copyOf(views);
  }

  private static List<ChangeView> changes(JsonNode changes, JsonNode before, JsonNode after) {
    return StreamSupport.stream(changes.spliterator(), false)
        .map(change -> change.path("pointer").asText())
        .map(at -> new ChangeView(at, FIELDS.label(at), shown(before, at), shown(after, at)))
        .toList();
  }

  private static JsonNode shown(JsonNode form, String pointer) {
    var value = form.at(pointer);
    return value.isMissingNode() ? null : value;
  }
}
