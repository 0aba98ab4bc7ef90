package org.lianbao.routing.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.hosting.StartFailure;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A hub whose settings say what no route knows does not start. */
class SettingsAtStartTest {

  @TempDir private Path data;

  @Test
  void aValueThatASettingMayNotHaveEndsTheStartInWords() {
    var failure = catchThrowable(() -> start(Map.of("lianbao.partners.county.channel", "telex")));

    assertThat(failure)
        .rootCause()
        .isInstanceOfSatisfying(
            StartFailure.class,
            words -> {
              assertThat(words).hasMessageContaining("county").hasMessageContaining("channel");
              assertThat(words.mend()).contains("http, jms, table");
            });
  }

  @Test
  void aValueItMayHaveAndNoneAtAllAreFine() {
    assertThatCode(() -> start(Map.of("lianbao.partners.county.channel", "table")))
        .doesNotThrowAnyException();
    assertThatCode(() -> start(Map.of())).doesNotThrowAnyException();
  }

  private void start(Map<String, Object> settings) {
    try (var context = new AnnotationConfigApplicationContext()) {
      var sources = context.getEnvironment().getPropertySources();
      sources.addFirst(
          new MapPropertySource(
              "folders",
              Map.of(
                  "lianbao.data",
                  data.toString(),
                  "lianbao.running",
                  Path.of("").toAbsolutePath().toString())));
      sources.addFirst(new MapPropertySource("settings", settings));
      context.scan("org.lianbao.partners");
      context.register(SettingsAtStart.class);
      context.refresh();
    }
  }
}
