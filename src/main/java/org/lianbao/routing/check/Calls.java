package org.lianbao.routing.check;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.mapping.Format;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.routing.check.RouteFile.Part;
import org.lianbao.shared.Finding;

/** Where routes lead: every route and mapping they name is there and is theirs to use. */
final class Calls {

  private static final String DIRECT = "direct:";
  private static final String MAP = "map:";
  private static final String ORDERS = "jms:queue:lianbao.orders.";
  private static final Set<String> OPTIONS = Set.of("from", "to", "charset", "name", "withStatus");

  private final Path mappings;
  private final Map<String, Optional<ExchangeTables>> tables;
  private final Set<String> doors = new TreeSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private Calls(
      Path mappings, Map<String, Optional<ExchangeTables>> tables, List<RouteFile> files) {
    this.mappings = mappings;
    this.tables = tables;
    for (var file : files) {
      for (var route : file.routes()) {
        doors.add(route.node().path("from").path("uri").asText());
      }
    }
  }

  static List<Finding> check(
      List<RouteFile> files, Path mappings, Map<String, Optional<ExchangeTables>> tables) {
    var calls = new Calls(mappings, tables, files);
    for (var file : files) {
      file.parts().stream().filter(part -> part.node().has("uri")).forEach(calls::call);
    }
    return calls.findings;
  }

  private void call(Part part) {
    var uri = part.text("uri");
    var path = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
    if (path.startsWith(DIRECT)) {
      door(part, path);
    } else if (path.startsWith(MAP)) {
      mapping(part, path.substring(MAP.length()));
    } else if (path.startsWith(TableCalls.TABLE)) {
      findings.addAll(TableCalls.check(part, path.substring(TableCalls.TABLE.length()), tables));
    } else if (path.startsWith(ORDERS)) {
      queue(part, path.substring(ORDERS.length()));
    } else {
      component(part, path);
    }
  }

  private void door(Part part, String path) {
    var name = path.substring(DIRECT.length());
    if (!doors.contains(path)) {
      told(
          part,
          "没有路由从 " + path + " 开始",
          "no route begins at " + path,
          "改正名称，或新建这条路由；公用：" + shared(),
          "mend the name or write the route; shared ones: " + shared());
    } else if (!name.startsWith("hub.") && !name.startsWith(part.file().prefix())) {
      told(
          part,
          path + " 属于别的单位",
          path + " belongs to another partner",
          "只调用 hub. 或 " + part.file().prefix() + " 开头的路由",
          "call only routes that begin with hub. or " + part.file().prefix());
    }
  }

  private String shared() {
    return doors.stream()
        .filter(door -> door.startsWith("direct:hub."))
        .collect(Collectors.joining(", "));
  }

  private void mapping(Part part, String path) {
    var owner = part.file().owner();
    var slash = path.indexOf('/');
    var slug = slash < 0 ? path : path.substring(0, slash);
    var file = slash < 0 ? "" : path.substring(slash + 1);
    if (!slug.equals(owner)) {
      told(
          part,
          "映射 " + path + " 属于别的单位",
          "the mapping " + path + " is another partner's",
          "写 map:" + owner + "/…",
          "write map:" + owner + "/…");
      return;
    }
    var files = new PartnerMappings(mappings, slug).files();
    if (!files.contains(file)) {
      told(
          part,
          "没有文件 mappings/" + path,
          "there is no file mappings/" + path,
          files.isEmpty() ? "先写这个映射" : "改正名称；现有：" + String.join(", ", files),
          files.isEmpty() ? "write it" : "mend the name; there are " + String.join(", ", files));
    }
    options(part);
  }

  private void options(Part part) {
    var formats = Stream.of(Format.values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    var parameters = part.node().path("parameters");
    for (var option : parameters.properties()) {
      var key = option.getKey();
      var value = option.getValue().asText();
      var known =
          switch (key) {
            case "from" -> formats.contains(value);
            case "to" ->
                formats.contains(value) || value.equals("headers") || value.equals("property");
            case "charset" -> charset(value);
            default -> OPTIONS.contains(key);
          };
      if (!known) {
        findings.add(
            part.finding(
                "parameters/" + key,
                "map: 步骤不认识 " + key + ": " + value,
                "the map: step does not know " + key + ": " + value,
                "from、to 可选 " + formats + "，to 还可为 headers、property；另有 charset、name、withStatus",
                "from and to are of "
                    + formats
                    + ", to also headers or property; further charset, name, withStatus"));
      }
    }
    if (parameters.path("to").asText().equals("property") && !parameters.has("name")) {
      told(part, "to: property 缺少 name", "to: property needs a name", "补上 name", "add name");
    }
  }

  private static boolean charset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void queue(Part part, String slug) {
    if (!slug.equals(part.file().owner())) {
      told(
          part,
          "这是 " + slug + " 的工单队列",
          "this is the order queue of " + slug,
          "写 " + ORDERS + part.file().owner(),
          "write " + ORDERS + part.file().owner());
    }
  }

  private void component(Part part, String path) {
    if (path.startsWith("{{")) {
      return;
    }
    var scheme = path.contains(":") ? path.substring(0, path.indexOf(':')) : path;
    var there =
        Calls.class.getResource("/META-INF/services/org/apache/camel/component/" + scheme) != null;
    if (!there) {
      told(
          part,
          "枢纽没有 " + scheme + " 组件",
          "the hub has no component " + scheme,
          "改正拼写，或在 pom.xml 加入该组件",
          "mend the spelling, or add the component to pom.xml");
    } else if (!part.file().shared() && (scheme.equals("bean") || scheme.equals("class"))) {
      told(
          part,
          "单位的路由不直接调用 Java",
          "a partner's route calls no Java by itself",
          "用 direct:hub.… 或 map: 步骤",
          "use a direct:hub.… or map: step");
    }
  }

  private void told(Part part, String zh, String en, String mendZh, String mendEn) {
    findings.add(part.finding("uri", zh, en, mendZh, mendEn));
  }
}
