package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.hosting.DataFolder;

class SecondHubTest {

  @TempDir Path data;

  @Test
  void endsWithCode1AndOneClearLine() throws Exception {
    try (var first = DataFolder.open(data)) {
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Dlianbao.log=text",
                  "-cp",
                  classPathOfTheHub(),
                  Lianbao.class.getName(),
                  "run",
                  "--data",
                  first.root().toString(),
                  "--port",
                  "19870")
              .redirectErrorStream(true)
              .start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(text)
          .contains("无法启动 / cannot start: another hub (process")
          .contains("→ stop it first")
          .doesNotContain("\tat ");
    }
  }

  private static String classPathOfTheHub() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
