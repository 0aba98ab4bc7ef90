package org.lianbao.partners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lianbao.shared.Finding;
import org.lianbao.shared.YamlSchema;
import org.lianbao.shared.YamlText;

/**
 * The retry policies that manifests call by name, of {@code routes/_shared/retry.yaml}.
 *
 * @param byName each policy as it would stand in a manifest; empty where the file cannot be used
 * @param findings why it cannot
 */
record RetryPolicies(JsonNode byName, List<Finding> findings) {

  private static final String FILE = "_shared/retry.yaml";

  static RetryPolicies beside(Path partnerFolder, YamlSchema schema) {
    var file = partnerFolder.resolveSibling(FILE);
    if (!Files.isRegularFile(file)) {
      return unusable(List.of());
    }
    try {
      var yaml = YamlText.read(file, "routes/" + FILE);
      var findings = schema.check(yaml);
      return findings.isEmpty()
          ? new RetryPolicies(yaml.tree(), List.of())
          : unusable(List.copyOf(findings));
    } catch (YamlText.Unreadable e) {
      return unusable(List.of(e.finding()));
    }
  }

  private static RetryPolicies unusable(List<Finding> why) {
    return new RetryPolicies(JsonNodeFactory.instance.objectNode(), why);
  }

  /** The names, for people. */
  String names() {
    return String.join(", ", (Iterable<String>) byName::fieldNames);
  }
}
