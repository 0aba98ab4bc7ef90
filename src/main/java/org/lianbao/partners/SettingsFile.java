package org.lianbao.partners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** A partner's settings for commands that run beside the hub, or without one. */
public final class SettingsFile {

  private SettingsFile() {}

  /** Whether the folder holds settings at all. */
  public static boolean in(Path data) {
    return Files.isRegularFile(data.resolve(FirstSettings.FILE));
  }

  /**
   * The settings as a hub on this data folder has them: {@code partners.yaml}, and the environment
   * over it. Those that nobody has set are left out.
   */
  public static Map<String, String> read(Path data, Partner partner) throws IOException {
    var environment = new StandardEnvironment();
    var folder = data.toAbsolutePath().normalize().toString();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("data", Map.of("lianbao.data", folder)));
    if (in(data)) {
      var file = new FileSystemResource(data.resolve(FirstSettings.FILE));
      new YamlPropertySourceLoader()
          .load(FirstSettings.FILE, file)
          .forEach(environment.getPropertySources()::addLast);
    }
    var prefix = "lianbao.partners." + partner.slug() + ".";
    var keys = new TreeSet<>(partner.settings().keySet());
    // Beside them the file has the partner's own halves of keys, which the first settings make.
    environment.getPropertySources().stream()
        .filter(MapPropertySource.class::isInstance)
        .flatMap(source -> Stream.of(((MapPropertySource) source).getPropertyNames()))
        .filter(name -> name.startsWith(prefix))
        .forEach(name -> keys.add(name.substring(prefix.length())));
    var values = new HashMap<String, String>();
    for (var key : keys) {
      var value = environment.getProperty(prefix + key);
      if (value != null && !value.isBlank()) {
        values.put(key, value);
      }
    }
    return values;
  }

  /** Settings of their own for a folder that has none: secrets and keys that nobody else knows. */
  public static Map<String, String> fresh(Path data, Partner partner) throws IOException {
    new FirstSettings(data).writeWhatIsMissing(List.of(partner));
    return read(data, partner);
  }
}
