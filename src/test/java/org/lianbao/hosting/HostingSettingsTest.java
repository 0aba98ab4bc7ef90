package org.lianbao.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class HostingSettingsTest {

  @Test
  void haveTheDefaultsThatTheFileOfSettingsTells() throws Exception {
    var environment = environment(Map.of());
    var settings = Binder.get(environment).bind("lianbao", HostingSettings.class).get();
    assertThat(settings.data()).isEqualTo(Path.of("data"));
    assertThat(settings.db().embedded()).isTrue();
    assertThat(settings.db().poolSize()).isEqualTo(20);
    assertThat(settings.db().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(environment.getProperty("server.port")).isEqualTo("8080");
    assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    assertThat(environment.getProperty("management.server.address")).isEqualTo("127.0.0.1");
    assertThat(environment.getProperty("logging.structured.format.console")).isEmpty();
  }

  @Test
  void areChangedByTheEnvironment() throws Exception {
    var environment =
        environment(
            Map.of(
                "LIANBAO_LOG", "json",
                "LIANBAO_ADDRESS", "0.0.0.0",
                "LIANBAO_DATA", "/srv/lianbao",
                "LIANBAO_DB_URL", "jdbc:postgresql://db:5432/lianbao",
                "LIANBAO_DB_PASSWORD", "secret"));
    var settings = Binder.get(environment).bind("lianbao", HostingSettings.class).get();
    assertThat(settings.data()).isEqualTo(Path.of("/srv/lianbao"));
    assertThat(settings.db().embedded()).isFalse();
    assertThat(settings.toString()).contains("db:5432").doesNotContain("secret");
    assertThat(environment.getProperty("server.address")).isEqualTo("0.0.0.0");
    assertThat(environment.getProperty("logging.structured.format.console")).isEqualTo("ecs");
  }

  private static StandardEnvironment environment(Map<String, Object> variables) throws Exception {
    var environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.forEach(source -> sources.remove(source.getName()));
    sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
    var file = new ClassPathResource("application.yaml");
    new YamlPropertySourceLoader().load("application.yaml", file).forEach(sources::addLast);
    return environment;
  }
}
