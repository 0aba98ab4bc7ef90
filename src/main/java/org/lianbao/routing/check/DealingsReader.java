package org.lianbao.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.lianbao.mapping.Format;
import org.lianbao.routing.check.Dealings.Call;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.routing.check.Dealings.Door;
import org.lianbao.routing.check.Dealings.Reader;
import org.lianbao.routing.check.RouteFile.Part;

/** Reads {@link Dealings} out of one partner's routes, step by step as a message would go. */
final class DealingsReader {

  private static final String ORDERS = "jms:queue:lianbao.orders.";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{lianbao\\.partners\\.[^}]*}}");
  private static final Pattern QUEUE = Pattern.compile("jms:(queue:)?([^?]+)");
  private static final Pattern FILE_NAME = Pattern.compile("\\$\\{[^}]*}(\\.[A-Za-z0-9.]+)");
  private static final Set<String> INNER = Set.of("steps", "when", "otherwise", "doCatch");

  private final String slug;
  private final Map<String, JsonNode> byBeginning = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();

  private DealingsReader(String slug, List<RouteFile> files, Predicate<Part> runs) {
    this.slug = slug;
    files.stream()
        .filter(file -> file.owner().equals(slug))
        .flatMap(file -> file.routes().stream())
        .filter(runs)
        .forEach(
            route ->
                byBeginning.putIfAbsent(
                    route.node().path("from").path("uri").asText() + "#" + route.text("id"),
                    route.node()));
  }

  /**
   * Reads them.
   *
   * @param runs which routes count
   */
  static Dealings read(String slug, List<RouteFile> files, Predicate<Part> runs) {
    var reader = new DealingsReader(slug, files, runs);
    var doors = new ArrayList<Door>();
    for (var route : reader.byBeginning.values()) {
      var from = route.path("from");
      var uri = from.path("uri").asText();
      if (uri.startsWith("direct:")) {
        continue;
      }
      var walk = reader.new Walk(uri.startsWith(ORDERS));
      walk.steps(from.path("steps"));
      walk.end();
      reader.door(route, uri, walk).ifPresent(doors::add);
    }
    return new Dealings(reader.calls, doors);
  }

  private Optional<Door> door(JsonNode route, String uri, Walk walk) {
    var carrier = uri.startsWith("platform-http:") ? Carrier.HTTP : carrier(uri);
    if (carrier == null || uri.startsWith(ORDERS)) {
      return Optional.empty();
    }
    var options = new HashMap<String, String>();
    route
        .path("from")
        .path("parameters")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    var path =
        uri.startsWith("platform-http:")
            ? uri.substring("platform-http:".length())
            : path(carrier, uri);
    return Optional.of(
        new Door(
            route.path("id").asText(),
            carrier,
            settings(uri),
            path,
            options,
            walk.mappings,
            walk.readIn));
  }

  private static Carrier carrier(String uri) {
    if (uri.startsWith("{{") || uri.startsWith("http:") || uri.startsWith("https:")) {
      return Carrier.HTTP;
    }
    if (uri.startsWith("jms:")) {
      return Carrier.JMS;
    }
    if (uri.startsWith("file:")) {
      return Carrier.FILE;
    }
    if (uri.startsWith(TableCalls.TABLE)) {
      return Carrier.TABLE;
    }
    return uri.startsWith("sftp:") ? Carrier.SFTP : null;
  }

  private static String path(Carrier carrier, String uri) {
    var bare = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
    if (carrier == Carrier.JMS) {
      var queue = QUEUE.matcher(bare);
      return queue.matches() ? queue.group(2) : bare;
    }
    if (carrier == Carrier.TABLE) {
      return bare.contains("/") ? bare.substring(bare.indexOf('/') + 1) : "";
    }
    var rest = PLACEHOLDER.matcher(bare).replaceAll("").replaceFirst("^(sftp|file):(//)?:?", "");
    return carrier.files() ? rest.replaceFirst("^/", "") : rest;
  }

  private List<String> settings(String uri) {
    var keys = new ArrayList<String>();
    var prefix = "{{lianbao.partners." + slug + ".";
    PLACEHOLDER
        .matcher(uri)
        .results()
        .map(found -> found.group())
        .filter(found -> found.startsWith(prefix))
        .forEach(found -> keys.add(found.substring(prefix.length(), found.length() - 2)));
    return keys;
  }

  /** What is known of a message on its way through one route and those it calls. */
  private final class Walk {

    private final boolean order;
    private final Map<String, String> headers = new HashMap<>();
    private final Set<String> mappings = new LinkedHashSet<>();
    private final Set<String> called = new HashSet<>();
    private final List<String> files = new ArrayList<>();
    private Format written = Format.JSON;
    private Charset writtenIn = StandardCharsets.UTF_8;
    private Charset readIn = StandardCharsets.UTF_8;
    private Call waiting;
    private Set<String> reading;

    Walk(boolean order) {
      this.order = order;
    }

    void steps(JsonNode steps) {
      for (var step : steps) {
        step.properties().forEach(each -> step(each.getKey(), each.getValue()));
      }
    }

    private void step(String kind, JsonNode step) {
      var uri = step.path("uri").asText();
      if (kind.equals("setHeader")) {
        header(step);
      } else if (kind.equals("removeHeaders")) {
        headers.clear();
      } else if (uri.startsWith("map:")) {
        map(uri, step);
      } else if (uri.startsWith("direct:") && called.add(uri)) {
        byBeginning.entrySet().stream()
            .filter(route -> route.getKey().startsWith(uri + "#"))
            .forEach(route -> steps(route.getValue().path("from").path("steps")));
      } else if (carrier(uri) != null) {
        call(uri, step);
      }
      within(step);
    }

    private void within(JsonNode step) {
      for (var part : step.properties()) {
        if (INNER.contains(part.getKey())) {
          var value = part.getValue();
          if (part.getKey().equals("steps")) {
            steps(value);
          } else if (value.isArray()) {
            value.forEach(this::within);
          } else {
            within(value);
          }
        }
      }
    }

    private void header(JsonNode step) {
      var expression = step.path("expression");
      var constant = expression.path("constant").path("expression");
      var name = step.path("name").asText();
      if (constant.isTextual()) {
        headers.put(name, constant.asText());
      } else if (name.equals("CamelHttpPath")) {
        headers.put(name, "*");
      } else if (name.equals("CamelFileName")) {
        var made = FILE_NAME.matcher(expression.path("simple").path("expression").asText());
        if (made.matches()) {
          files.add(made.group(1));
        }
      }
    }

    private void map(String uri, JsonNode step) {
      var file = uri.substring(uri.indexOf('/') + 1);
      var options = step.path("parameters");
      var charset = charset(options.path("charset").asText("UTF-8"));
      mappings.add(file);
      if (reading != null) {
        reading.add(file);
      }
      format(options.path("from").asText())
          .ifPresent(
              read -> {
                readIn = charset;
                if (waiting != null) {
                  reading = new LinkedHashSet<>(Set.of(file));
                  end(new Reader(reading, read, charset, options.path("withStatus").asBoolean()));
                }
              });
      format(options.path("to").asText())
          .ifPresent(
              format -> {
                written = format;
                writtenIn = charset;
              });
    }

    private void call(String uri, JsonNode step) {
      var carrier = carrier(uri);
      end();
      reading = null;
      waiting =
          new Call(
              step.path("id").asText(),
              carrier,
              order,
              settings(uri),
              path(carrier, uri) + below(carrier),
              step.at("/parameters/httpMethod")
                  .asText(headers.getOrDefault("CamelHttpMethod", "POST")),
              fixed(),
              formatSent(),
              writtenIn,
              carrier.files() ? List.copyOf(files) : List.of(),
              Optional.empty());
      if (carrier == Carrier.TABLE) {
        // Nobody answers; what is read next came otherwise.
        end();
      }
    }

    private String below(Carrier carrier) {
      var below = headers.get("CamelHttpPath");
      return carrier != Carrier.HTTP || below == null ? "" : "/" + below.replaceFirst("^/", "");
    }

    private Map<String, String> fixed() {
      var fixed = new HashMap<>(headers);
      fixed.keySet().removeIf(name -> name.startsWith("Camel"));
      return Map.copyOf(fixed);
    }

    /** XML leaves a template as text; only its content type says what it is. */
    private Format formatSent() {
      return headers.getOrDefault("Content-Type", "").contains("xml") ? Format.XML : written;
    }

    void end() {
      if (waiting != null) {
        keep(waiting);
        waiting = null;
      }
    }

    private void end(Reader reader) {
      var made = waiting;
      keep(
          new Call(
              made.step(),
              made.carrier(),
              made.order(),
              made.settings(),
              made.path(),
              made.method(),
              made.headers(),
              made.format(),
              made.charset(),
              made.files(),
              Optional.of(reader)));
      waiting = null;
    }

    /** A data file and its marker are one message, written by two steps into one folder. */
    private void keep(Call call) {
      calls.removeIf(
          known ->
              known.carrier().files()
                  && known.settings().equals(call.settings())
                  && known.path().equals(call.path())
                  && known.order() == call.order());
      calls.add(call);
    }
  }

  private static Optional<Format> format(String name) {
    for (var format : Format.values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
