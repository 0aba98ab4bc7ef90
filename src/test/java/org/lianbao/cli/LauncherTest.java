package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LauncherTest {

  private static final Path LAUNCHER = Path.of("lianbao").toAbsolutePath();

  @TempDir Path elsewhere;

  @Test
  void knowsExactlyTheCommandsOfTheHub() throws Exception {
    assertThat(listed("hub_commands"))
        .isEqualTo(new TreeSet<>(Lianbao.commandLine().getSubcommands().keySet()));
  }

  @Test
  void knowsExactlyTheCommandsOfTheSandbox() throws Exception {
    var sandbox = Class.forName("org.lianbao.sandbox.Sandbox").getDeclaredConstructor();
    var commands = new TreeSet<>(new CommandLine(sandbox.newInstance()).getSubcommands().keySet());
    commands.remove("serve");
    commands.add("sandbox");
    assertThat(listed("sandbox_commands")).isEqualTo(commands);
  }

  @Test
  void runsEveryCommandItKnows() throws Exception {
    var run = new TreeSet<String>();
    Pattern.compile("(?m)^  ([a-zA-Z |-]+)\\)$")
        .matcher(Files.readString(LAUNCHER))
        .results()
        .forEach(label -> run.addAll(List.of(label.group(1).split(" \\| "))));
    assertThat(run).containsAll(listed("hub_commands")).containsAll(listed("sandbox_commands"));
  }

  @Test
  void explainsEveryCommandItKnows() throws Exception {
    var help = run(List.of(), "--help");
    assertThat(help.code()).isZero();
    for (var command : listed("hub_commands")) {
      assertThat(help.text()).contains("./lianbao " + command);
    }
    for (var command : listed("sandbox_commands")) {
      assertThat(help.text()).contains("./lianbao " + command);
    }
  }

  @Test
  void refusesAnUnknownCommandWithAHint() throws Exception {
    var answer = run(List.of(), "dmeo");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.text()).contains("unknown command: dmeo").contains("./lianbao --help");
    assertThat(run(List.of(), "sandbax").text()).contains("Did you mean: ./lianbao sandbox");
    assertThat(run(List.of()).code()).isEqualTo(2);
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    var link = Files.createSymbolicLink(elsewhere.resolve("lb"), LAUNCHER);
    var process = new ProcessBuilder(link.toString(), "test", "--help");
    assertThat(finish(process.directory(elsewhere.toFile())).code()).isZero();
  }

  @Test
  void refusesAJavaHomeThatIsNone() throws Exception {
    var answer = run(List.of("LIANBAO_JAVA_HOME=" + elsewhere), "build");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.text()).contains("is not a JDK 17 or newer");
  }

  private static TreeSet<String> listed(String variable) throws IOException {
    var line =
        Pattern.compile("(?m)^" + variable + "=\"(.*)\"$").matcher(Files.readString(LAUNCHER));
    assertThat(line.find()).isTrue();
    return new TreeSet<>(List.of(line.group(1).split(" ")));
  }

  private Answer run(List<String> environment, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(elsewhere.toFile());
    for (var setting : environment) {
      var parts = setting.split("=", 2);
      builder.environment().put(parts[0], parts[1]);
    }
    return finish(builder);
  }

  private static Answer finish(ProcessBuilder builder) throws Exception {
    var process = builder.redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  private record Answer(int code, String text) {}
}
