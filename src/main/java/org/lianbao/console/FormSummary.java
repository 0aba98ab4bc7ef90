package org.lianbao.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The masked form under the names of the paper form; a field without a name keeps its key. */
final class FormSummary {

  /** Of use to programs only. */
  private static final Set<String> UNSEEN = Set.of("requestId", "url", "sm3", "fileId", "mime");

  private final Words words;

  FormSummary(Words words) {
    this.words = words;
  }

  List<Section> of(JsonNode form) {
    var sections = new ArrayList<Section>();
    var head = new ArrayList<Entry>();
    if (form == null) {
      return sections;
    }
    form.fields()
        .forEachRemaining(
            field -> {
              var name = field.getKey();
              var value = field.getValue();
              if (value.isObject()) {
                sections.add(new Section(words.code("section", name), entries(name, value)));
              } else if (value.isArray() && value.path(0).isObject()) {
                sections.add(new Section(words.code("section", name), items(name, value)));
              } else if (!UNSEEN.contains(name)) {
                head.add(new Entry(label("form", name), words.value(value)));
              }
            });
    sections.add(0, new Section(words.code("section", "form"), head));
    return sections;
  }

  private List<Entry> entries(String section, JsonNode object) {
    var entries = new ArrayList<Entry>();
    object
        .fields()
        .forEachRemaining(
            field -> {
              var value = field.getValue();
              if (value.isArray() && value.path(0).isObject()) {
                entries.addAll(items(field.getKey(), value));
              } else if (!UNSEEN.contains(field.getKey())) {
                entries.add(new Entry(label(section, field.getKey()), words.value(value)));
              }
            });
    return entries;
  }

  private List<Entry> items(String section, JsonNode array) {
    var entries = new ArrayList<Entry>();
    for (var item : array) {
      var text =
          entries(section, item).stream()
              .map(entry -> entry.label() + words.say("colon") + entry.value())
              .collect(Collectors.joining(words.say("semicolon")));
      entries.add(new Entry(words.code("item", section) + " " + (entries.size() + 1), text));
    }
    return entries;
  }

  private String label(String section, String name) {
    var own = "field." + section + "." + name;
    return words.messages().getMessage(own, null, words.code("field", name), words.locale());
  }

  /** A block of the form. */
  record Section(String title, List<Entry> entries) {}

  /** A field of the form and what was given. */
  record Entry(String label, String value) {}
}
