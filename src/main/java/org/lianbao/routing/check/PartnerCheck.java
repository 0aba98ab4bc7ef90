package org.lianbao.routing.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianbao.application.FormFields;
import org.lianbao.mapping.MappingCheck;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.partners.ManifestCheck;
import org.lianbao.partners.Partner;
import org.lianbao.shared.Finding;
import org.lianbao.shared.YamlText;

/**
 * Checks partner folders whole: manifest, routes, mappings, examples, code tables. It starts
 * nothing and asks nobody; what it finds is all that can be known from the files.
 */
public final class PartnerCheck {

  private final Path routes;
  private final Path mappings;
  private final ManifestCheck manifests;
  private final List<RouteFile> files;

  /** Reads the folders {@code routes/} and {@code mappings/}. */
  public PartnerCheck(Path routes, Path mappings) {
    this.routes = routes;
    this.mappings = mappings;
    this.manifests = new ManifestCheck(routes, FormFields.load()::has);
    this.files = files(routes);
  }

  /** The slugs of all partners. */
  public List<String> slugs() {
    return manifests.slugs();
  }

  /** The partner, if its manifest can be read. */
  public Optional<Partner> partner(String slug) {
    return manifests.partner(slug);
  }

  /** How the routes of a partner speak with it, whichever its settings choose. */
  public Dealings dealings(String slug) {
    return DealingsReader.read(slug, files, route -> true);
  }

  /** How those of its routes speak with it that run with these settings. */
  public Dealings dealings(String slug, Map<String, String> settings) {
    return DealingsReader.read(slug, files, route -> Conditions.hold(route, settings));
  }

  /** Everything that is wrong with all partners and what they share, by file and line. */
  public List<Finding> all() {
    var findings = shared();
    slugs().forEach(slug -> partner(slug, findings));
    return findings.stream().distinct().sorted().toList();
  }

  /** What is wrong with one partner's own files; faults it causes elsewhere stand there. */
  public List<Finding> of(String slug) {
    var own = List.of("routes/" + slug + "/", "mappings/" + slug + "/");
    var findings = shared();
    partner(slug, findings);
    return findings.stream()
        .filter(finding -> own.stream().anyMatch(finding.file()::startsWith))
        .distinct()
        .sorted()
        .toList();
  }

  /** What can be told of a manifest or a route only beside all others. */
  private List<Finding> shared() {
    var findings = new ArrayList<>(manifests.findings());
    files.forEach(file -> findings.addAll(file.findings()));
    findings.addAll(Identity.check(files));
    findings.addAll(Calls.check(files, mappings, tables()));
    findings.addAll(Confidential.check(files, declared()));
    return findings;
  }

  private void partner(String slug, List<Finding> findings) {
    var folder = new PartnerMappings(mappings, slug);
    var partner = manifests.partner(slug);
    var settings = partner.map(p -> p.settings().keySet()).orElse(null);
    findings.addAll(new MappingCheck(folder, settings).findings());
    partner.ifPresent(
        p -> {
          findings.addAll(OrdersSeen.check(p, folder));
          orders(p, findings);
          p.conversation().ifPresent(said -> findings.addAll(conversation(slug, said, folder)));
          findings.addAll(FilesTaken.check(p, files));
          findings.addAll(ListingAsked.check(p, files));
        });
  }

  private List<Finding> conversation(
      String slug, Partner.Conversation said, PartnerMappings folder) {
    var shown = "routes/" + slug + "/partner.yaml";
    var manifest = YamlText.read(routes.resolve(slug).resolve("partner.yaml"), shown);
    return ConversationCheck.check(said, manifest, folder, dealings(slug));
  }

  /** Whoever takes orders must have a route for them, or several of which a setting chooses one. */
  private void orders(Partner partner, List<Finding> findings) {
    var queue = "jms:queue:lianbao.orders." + partner.slug();
    var routesThatTake =
        files.stream()
            .flatMap(file -> file.routes().stream())
            .filter(route -> route.node().path("from").path("uri").asText().equals(queue))
            .toList();
    var own =
        files.stream()
            .filter(file -> file.owner().equals(partner.slug()))
            .flatMap(file -> file.routes().stream())
            .toList();
    findings.addAll(Conditions.check(partner, own, routesThatTake));
    var takers = routesThatTake.size();
    var conditions = routesThatTake.stream().map(route -> route.text("precondition")).toList();
    var chosen = !conditions.contains("") && Set.copyOf(conditions).size() == takers;
    if (takers != 1 && !(takers > 1 && chosen)) {
      findings.add(
          Finding.of(
              "routes/" + partner.slug() + "/partner.yaml",
              1,
              "应有一条路由从 " + queue + " 取工单，实有 " + takers + " 条",
              "one route must take orders from " + queue + ", there are " + takers,
              "写在 routes/" + partner.slug() + "/orders.camel.yaml",
              "write it in routes/" + partner.slug() + "/orders.camel.yaml"));
    }
  }

  private Map<String, Set<String>> declared() {
    var declared = new HashMap<String, Set<String>>();
    for (var slug : slugs()) {
      manifests.partner(slug).ifPresent(p -> declared.put(slug, p.settings().keySet()));
    }
    return declared;
  }

  private Map<String, Optional<ExchangeTables>> tables() {
    var tables = new HashMap<String, Optional<ExchangeTables>>();
    for (var slug : slugs()) {
      manifests.partner(slug).ifPresent(partner -> tables.put(slug, partner.tables()));
    }
    return tables;
  }

  private static List<RouteFile> files(Path routes) {
    var schema = CamelSchema.canonical();
    try (var found = Files.walk(routes, 2)) {
      return found
          .filter(path -> path.getFileName().toString().endsWith(RouteFile.ENDING))
          .sorted()
          .map(path -> RouteFile.read(path, schema))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
