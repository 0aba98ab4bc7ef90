package org.lianbao.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.shared.Finding;
import org.lianbao.shared.YamlSchema;
import org.lianbao.shared.YamlText;

/**
 * One file of routes.
 *
 * @param owner the partner's slug, or {@code _shared}
 */
record RouteFile(String owner, YamlText yaml, List<Finding> findings) {

  static final String SHARED = "_shared";
  static final String ENDING = ".camel.yaml";

  static RouteFile read(Path path, YamlSchema schema) {
    var owner = path.getParent().getFileName().toString();
    var shown = "routes/" + owner + "/" + path.getFileName();
    try {
      var yaml = YamlText.read(path, shown);
      return new RouteFile(owner, yaml, schema.check(yaml));
    } catch (YamlText.Unreadable e) {
      return new RouteFile(owner, YamlText.parse(shown, ""), List.of(e.finding()));
    }
  }

  boolean shared() {
    return owner.equals(SHARED);
  }

  /** What ids of this file begin with. */
  String prefix() {
    return shared() ? "hub." : owner + ".";
  }

  List<Part> routes() {
    return top("route");
  }

  List<Part> configurations() {
    return top("routeConfiguration");
  }

  /** Every object of the file, from the outside in. */
  List<Part> parts() {
    var parts = new ArrayList<Part>();
    gather(new Part(this, "", yaml.tree()), parts);
    return parts;
  }

  private List<Part> top(String key) {
    var found = new ArrayList<Part>();
    for (var i = 0; i < yaml.tree().size(); i++) {
      var part = yaml.tree().get(i).path(key);
      if (part.isObject()) {
        found.add(new Part(this, "/" + i + "/" + key, part));
      }
    }
    return found;
  }

  private static void gather(Part part, List<Part> parts) {
    if (part.node().isObject()) {
      parts.add(part);
      part.node().properties().forEach(e -> gather(part.below(e.getKey(), e.getValue()), parts));
    } else if (part.node().isArray()) {
      for (var i = 0; i < part.node().size(); i++) {
        gather(part.below(String.valueOf(i), part.node().get(i)), parts);
      }
    }
  }

  /** A part of the file and where it stands. */
  record Part(RouteFile file, String pointer, JsonNode node) {

    Part below(String name, JsonNode child) {
      return new Part(file, YamlText.below(pointer, name), child);
    }

    String text(String key) {
      return node.path(key).asText();
    }

    /** A finding at this part, or at a key of it. */
    Finding finding(String key, String zh, String en, String mendZh, String mendEn) {
      var at = key.isEmpty() ? pointer : YamlText.below(pointer, key);
      return file.yaml().finding(at, zh, en, mendZh, mendEn);
    }
  }
}
