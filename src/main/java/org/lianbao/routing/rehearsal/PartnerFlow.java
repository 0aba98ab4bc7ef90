package org.lianbao.routing.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lianbao.shared.YamlText;

/**
 * Which mappings a partner's orders and messages go through, as its routes say: orders through the
 * first one after {@code direct:hub.take}, messages through those between {@code
 * direct:hub.archive} and {@code direct:hub.record}, without those that only verify. One whose
 * verdict holds the message, since it was sealed, counts.
 */
final class PartnerFlow {

  private static final String TAKE = "direct:hub.take";
  private static final String ARCHIVE = "direct:hub.archive";
  private static final String RECORD = "direct:hub.record";
  private static final String SIDECAR = "direct:hub.sidecar";
  private static final String MAP = "map:";
  private static final Pattern KIND =
      Pattern.compile("\\$\\{exchangeProperty\\.kind} (==|!=) '([\\w-]+)'");
  private static final Pattern ASIDE =
      Pattern.compile("\\$\\{exchangeProperty\\.(\\w+)\\[(\\w+)]}");

  private final String slug;
  private final Map<String, JsonNode> byId = new LinkedHashMap<>();
  private final Map<String, JsonNode> byDoor = new LinkedHashMap<>();

  private PartnerFlow(String slug) {
    this.slug = slug;
  }

  /** Reads the route files of one partner; one that cannot be read is left out. */
  static PartnerFlow read(Path routes, String slug) {
    var flow = new PartnerFlow(slug);
    var folder = routes.resolve(slug);
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().forEach(flow::file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return flow;
  }

  private void file(Path file) {
    try {
      for (var item : YamlText.read(file, file.toString()).tree()) {
        var route = item.path("route");
        byId.put(route.path("id").asText(), route);
        byDoor.put(route.at("/from/uri").asText(), route);
      }
    } catch (YamlText.Unreadable e) {
      // The check tells what is wrong with it.
      return;
    }
  }

  /** The mapping that takes the partner's orders of this kind. */
  Optional<MappingStep> order(String kind) {
    var route = byDoor.get("jms:queue:lianbao.orders." + slug);
    var walk = new Walk(TAKE, MAP, kind);
    return route != null && walk.along(route.at("/from/steps")) && !walk.branched
        ? Optional.of(walk.steps.get(0))
        : Optional.empty();
  }

  /** The mappings for messages that came by this route. */
  Optional<MessagePath> messages(String channel) {
    var route = byId.get(channel);
    var walk = new Walk(ARCHIVE, RECORD, null);
    return route != null
            && walk.along(route.at("/from/steps"))
            && !walk.steps.isEmpty()
            && walk.steps.get(0).from() != null
        ? Optional.of(new MessagePath(walk.steps, walk.verified))
        : Optional.empty();
  }

  /** Goes along the steps in the order in which an exchange does, until it comes to an end. */
  private final class Walk {

    private final String begin;
    private final String end;
    private final String kind;
    private final Set<String> visited;
    private List<MappingStep> steps = new ArrayList<>();
    private final Map<String, MappingStep> properties = new LinkedHashMap<>();
    private boolean begun;
    private boolean branched;
    private boolean verified;

    Walk(String begin, String end, String kind) {
      this(begin, end, kind, new HashSet<>());
    }

    private Walk(String begin, String end, String kind, Set<String> visited) {
      this.begin = begin;
      this.end = end;
      this.kind = kind;
      this.visited = visited;
    }

    boolean along(JsonNode list) {
      for (var item : list) {
        for (var step : item.properties()) {
          if (step(step.getKey(), step.getValue())) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean step(String kind, JsonNode node) {
      if (kind.equals("choice")) {
        return choice(node);
      }
      if (kind.equals("setBody")) {
        body(node.at("/expression/simple/expression").asText());
      }
      var uri = node.path("uri").asText();
      var path = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
      if (path.equals(begin)) {
        begun = true;
        steps.clear();
      } else if (path.equals(SIDECAR)) {
        verified = true;
      } else if (path.startsWith(MAP) && begun) {
        return mapping(path, node.path("parameters"));
      } else if (path.equals(end)) {
        return begun;
      } else if (byDoor.containsKey(path) && visited.add(path)) {
        return along(byDoor.get(path).at("/from/steps"));
      }
      return along(node.path("steps"));
    }

    private boolean mapping(String path, JsonNode parameters) {
      var to = parameters.path("to").asText();
      var name = parameters.path("name").asText();
      var step = MappingStep.of(path.substring(path.indexOf('/') + 1), parameters);
      if (to.equals("property")) {
        verified |= name.equals("verdict");
        properties.put(name, step);
      } else if (!to.equals("headers")) {
        steps.add(step);
      }
      return end.equals(MAP) && !steps.isEmpty();
    }

    /** A body made of what a mapping has put aside begins anew with that mapping. */
    private void body(String expression) {
      var aside = ASIDE.matcher(expression);
      if (aside.matches() && properties.containsKey(aside.group(1))) {
        steps.clear();
        steps.add(properties.get(aside.group(1)).taking(aside.group(2)));
      }
    }

    /**
     * Of the branches of a choice the one for this kind of order, or else the one that comes to the
     * end; none leaves a trace otherwise.
     */
    private boolean choice(JsonNode node) {
      var branches = new ArrayList<JsonNode>();
      for (var when : node.path("when")) {
        var asks = KIND.matcher(when.at("/expression/simple/expression").asText());
        if (kind == null || !asks.matches()) {
          branches.add(when.path("steps"));
        } else if (branches.isEmpty() && asks.group(1).equals("==") == asks.group(2).equals(kind)) {
          return along(when.path("steps"));
        }
      }
      if (branches.isEmpty()) {
        return along(node.path("otherwise").path("steps"));
      }
      branches.add(node.path("otherwise").path("steps"));
      for (var branch : branches) {
        var inner = new Walk(begin, end, kind, new HashSet<>(visited));
        inner.steps = new ArrayList<>(steps);
        inner.begun = begun;
        inner.verified = verified;
        inner.properties.putAll(properties);
        if (!(branch instanceof MissingNode) && inner.along(branch)) {
          steps = inner.steps;
          verified = inner.verified;
          branched = true;
          return true;
        }
      }
      return false;
    }
  }
}
