package org.lianbao.partners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lianbao.shared.YamlSchema;
import org.lianbao.shared.YamlText;

/**
 * The retry policies that manifests call by name, of {@code routes/_shared/retry.yaml}.
 *
 * @param byName each policy as it would stand in a manifest; empty where the file cannot be used
 */
record RetryPolicies(JsonNode byName) {

  private static final String FILE = "_shared/retry.yaml";

  static RetryPolicies beside(Path partnerFolder, YamlSchema schema) {
    var file = partnerFolder.resolveSibling(FILE);
    var none = new RetryPolicies(JsonNodeFactory.instance.objectNode());
    if (!Files.isRegularFile(file)) {
      return none;
    }
    try {
      var yaml = YamlText.read(file, "routes/" + FILE);
      return schema.check(yaml).isEmpty() ? new RetryPolicies(yaml.tree()) : none;
    } catch (YamlText.Unreadable e) {
      return none;
    }
  }

  /** The names, for people. */
  String names() {
    return String.join(", ", (Iterable<String>) byName::fieldNames);
  }
}
