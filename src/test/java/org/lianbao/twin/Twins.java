package org.lianbao.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lianbao.mapping.Format;
import org.lianbao.mapping.MappingContext;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.Partner;
import org.lianbao.partners.SettingsFile;
import org.lianbao.routing.check.PartnerCheck;
import org.lianbao.shared.Clock;

/** Twins of the partners of this hub, and orders for them as their mappings make them. */
final class Twins {

  static final PartnerCheck HOUSE = new PartnerCheck(Path.of("routes"), Path.of("mappings"));

  private Twins() {}

  static Partner partner(String slug) {
    return HOUSE.partner(slug).orElseThrow();
  }

  static PartnerMappings mappings(String slug) {
    return new PartnerMappings(Path.of("mappings"), slug);
  }

  static Map<String, String> settings(String slug, Path folder) throws IOException {
    var settings = new HashMap<>(SettingsFile.fresh(folder, partner(slug)));
    mappings(slug).readableExamples().forEach(example -> settings.putAll(example.settings()));
    return settings;
  }

  static Twin start(
      String slug, Map<String, String> settings, URI hub, Twin.Broker broker, Path folder)
      throws IOException {
    return new Twin(
        new Twin.Setup(
            partner(slug),
            mappings(slug),
            HOUSE.dealings(slug),
            settings,
            0,
            0,
            hub,
            Optional.ofNullable(broker),
            folder,
            Duration.ofMillis(10),
            line -> {}));
  }

  /** The order of the example under another number, as our own mappings write it step by step. */
  static byte[] order(
      String slug, Map<String, String> settings, String orderNo, Format to, String... files) {
    return written(slug, settings, document(slug).put("orderNo", orderNo), to, files);
  }

  /** A copy of the input of the example called order. */
  static ObjectNode document(String slug) {
    return mappings(slug).readableExamples().stream()
        .filter(e -> e.name().equals("order"))
        .findFirst()
        .orElseThrow()
        .document()
        .deepCopy();
  }

  static byte[] written(
      String slug, Map<String, String> settings, ObjectNode order, Format to, String... files) {
    JsonNode value = order;
    for (var file : files) {
      value = mappings(slug).apply(file, value, context(order, settings));
    }
    return to.write(value, StandardCharsets.UTF_8);
  }

  static MappingContext context(JsonNode order, Map<String, String> settings) {
    return new MappingContext(
        Clock.system().now(),
        order == null ? MissingNode.getInstance() : order,
        Map.of(),
        settings::get,
        () -> "n");
  }
}
