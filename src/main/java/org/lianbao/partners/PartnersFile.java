package org.lianbao.partners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/**
 * The settings of the partners in {@code <data>/partners.yaml}, for whoever changes a partner while
 * the hub runs. Each partner's settings become current by themselves, so that nobody else's change
 * half-way. What wins over the file at the start wins over it here too.
 */
public final class PartnersFile {

  private static final String NOW = "partners.yaml as taken";

  private final ConfigurableEnvironment environment;
  private final Path data;

  PartnersFile(ConfigurableEnvironment environment, Path data) {
    this.environment = environment;
    this.data = data.toAbsolutePath().normalize();
  }

  /** Adds to the file the settings of a partner about whom it says nothing yet. */
  public void add(Partner partner) throws IOException {
    new FirstSettings(data).writeWhatIsMissing(List.of(partner));
  }

  /** Whether the file says something else about this partner than is current. */
  public boolean differs(String slug) throws IOException {
    return !of(slug, read()).equals(of(slug, current()));
  }

  /**
   * Makes current what the file says about this partner.
   *
   * @return puts back what was current before
   * @throws IOException if the file cannot be read, or is not YAML
   */
  public Runnable take(String slug) throws IOException {
    var before = current();
    var now = new LinkedHashMap<>(before);
    now.keySet().removeIf(key -> key.startsWith(prefix(slug)));
    now.putAll(of(slug, read()));
    put(now);
    return () -> put(before);
  }

  /** The keys of the partner's settings that have no value now. */
  public List<String> missing(Partner partner) {
    return new TreeMap<>(partner.settings())
        .keySet().stream()
            .filter(key -> isBlank(environment.getProperty(prefix(partner.slug()) + key)))
            .toList();
  }

  /** The keys of the partner's settings that have a value now which they may not have. */
  public List<String> unfit(Partner partner) {
    return new TreeMap<>(partner.settings())
        .entrySet().stream()
            .filter(
                setting -> {
                  var value = environment.getProperty(prefix(partner.slug()) + setting.getKey());
                  return !isBlank(value) && !setting.getValue().allows(value);
                })
            .map(Map.Entry::getKey)
            .toList();
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }

  private static String prefix(String slug) {
    return "lianbao.partners." + slug + ".";
  }

  private static Map<String, Object> of(String slug, Map<String, Object> values) {
    var own = new TreeMap<String, Object>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix(slug))) {
            own.put(key, value);
          }
        });
    return own;
  }

  private Map<String, Object> read() throws IOException {
    var file = data.resolve(FirstSettings.FILE);
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      var documents =
          new YamlPropertySourceLoader().load(FirstSettings.FILE, new FileSystemResource(file));
      var values = new LinkedHashMap<String, Object>();
      documents.forEach(document -> values.putAll(values(document)));
      return values;
    } catch (RuntimeException e) {
      // The library's text would quote the file, and with it its secrets.
      throw new IOException(file + " is not readable YAML");
    }
  }

  /** What the start has read, or the last {@link #take}. */
  private Map<String, Object> current() {
    var sources = environment.getPropertySources();
    if (sources.contains(NOW)) {
      return values(Objects.requireNonNull(sources.get(NOW)));
    }
    var values = new LinkedHashMap<String, Object>();
    // The one that wins comes first.
    var documents = sources.stream().filter(this::isOfTheFile).toList();
    for (var i = documents.size() - 1; i >= 0; i--) {
      values.putAll(values(documents.get(i)));
    }
    return values;
  }

  private void put(Map<String, Object> values) {
    var sources = environment.getPropertySources();
    var now = new MapPropertySource(NOW, Map.copyOf(values));
    if (sources.contains(NOW)) {
      sources.replace(NOW, now);
      return;
    }
    var documents =
        sources.stream().filter(this::isOfTheFile).map(PropertySource::getName).toList();
    if (documents.isEmpty()) {
      sources.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, now);
    } else {
      sources.addBefore(documents.get(0), now);
      documents.forEach(sources::remove);
    }
  }

  private boolean isOfTheFile(PropertySource<?> source) {
    return source.getName().contains(FirstSettings.FILE) && !source.getName().equals(NOW);
  }

  private static Map<String, Object> values(PropertySource<?> source) {
    var values = new LinkedHashMap<String, Object>();
    if (source instanceof EnumerablePropertySource<?> listed) {
      for (var name : listed.getPropertyNames()) {
        var value = listed.getProperty(name);
        values.put(name, value == null ? "" : value.toString());
      }
    }
    return values;
  }
}
