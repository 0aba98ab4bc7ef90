package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path data;

  @Test
  void readsTheDemosOptions() {
    var line = Lianbao.commandLine();
    line.parseArgs("demo", "--once", "--port", "9000", "--pace", "50ms", "--data", "/tmp/x");
    var demo = (DemoCommand) line.getSubcommands().get("demo").getCommand();
    assertThat(demo.once).isTrue();
    assertThat(demo.port).isEqualTo(9000);
    assertThat(demo.pace).isEqualTo(Duration.ofMillis(50));
    assertThat(demo.data).isEqualTo(Path.of("/tmp/x"));
  }

  @Test
  void hasAPaceAndAPortWithoutBeingTold() {
    var line = Lianbao.commandLine();
    line.parseArgs("demo");
    var demo = (DemoCommand) line.getSubcommands().get("demo").getCommand();
    assertThat(demo.once).isFalse();
    assertThat(demo.port).isEqualTo(8080);
    assertThat(demo.pace).isEqualTo(Duration.ofMillis(300));
    assertThat(demo.application).isNull();
  }

  @Test
  void anUnknownScenarioIsToldWhichThereAreBeforeAnythingStarts() {
    assertThat(execute("demo", "--scenario", "nonsense", "--data", data.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("没有场景 nonsense", "correction", "shared-trench");
    assertThat(data).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"50ms,50", "2s,2000", "10m,600000", "1h,3600000"})
  void readsLengthsOfTime(String text, long millis) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    assertThat(Durations.parse(Durations.text(Durations.parse(text)))).hasMillis(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"300", "-1s", "2 s", "1.5s", "soon", "", "99999999999s"})
  void refusesWhatIsNoLengthOfTime(String text) {
    assertThat(execute("demo", "--pace", text)).isEqualTo(2);
    assertThat(err.toString()).contains("300ms, 2s, 10m or 1h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "demo"})
  void explainsEachCommand(String command) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(out.toString()).contains("--data", "--port", "数据目录");
  }

  @Test
  void refusesAnUnknownCommandAndSuggestsAKnownOne() {
    assertThat(execute("dem")).isEqualTo(2);
    assertThat(err.toString()).contains("demo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "65530", "70000"})
  void refusesAPortWithoutRoomForItsNeighbours(String port) {
    assertThat(execute("demo", "--data", data.toString(), "--port", port)).isEqualTo(1);
    assertThat(err.toString()).contains("--port must be from 1 to 65523");
  }

  @Test
  void saysThatAnApplicationFileCannotBeRead() {
    assertThat(execute("demo", "--application", data.resolve("none.json").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("找不到文件 / cannot read").contains("none.json");
  }

  @Test
  void saysWhichPortIsTakenAndStartsNothing() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = socket.getLocalPort();
      assertThat(execute("demo", "--data", data.toString(), "--port", "" + port)).isEqualTo(1);
      assertThat(err.toString()).contains("port " + port).contains("--port N");
    }
    assertThat(data.resolve("demo.pids")).doesNotExist();
    assertThat(data.resolve("log/hub.log")).doesNotExist();
  }

  @Test
  void letsOneDemoRunOnAFolder() throws Exception {
    try (var first = Town.open(data, Ports.of(9000), Duration.ofSeconds(1))) {
      assertThat(first.hub().base()).isEqualTo("http://127.0.0.1:9000");
      assertThat(execute("demo", "--data", data.toString(), "--port", "9100")).isEqualTo(1);
      assertThat(err.toString())
          .contains("another demo (process " + ProcessHandle.current().pid() + ")");
    }
    assertThat(Files.exists(data.resolve("demo.lock"))).isTrue();
  }

  @Test
  void givesTheKnownPortsFor8080AndNeighboursElse() {
    assertThat(Ports.of(8080)).isEqualTo(new Ports(8080, 8081, 61616, 8090, 8022, 8093));
    assertThat(Ports.of(9000)).isEqualTo(new Ports(9000, 9001, 9002, 9010, 9011, 9012));
    assertThat(Ports.of(9000).settings())
        .containsEntry("server.port", "9000")
        .containsEntry("management.server.port", "9001")
        .containsEntry("lianbao.broker.port", "9002")
        .containsEntry("lianbao.sandbox.http-port", "9010")
        .containsEntry("lianbao.sandbox.sftp-port", "9011")
        .containsEntry("lianbao.sandbox.db-port", "9012");
    assertThatThrownBy(() -> Ports.of(0)).isInstanceOf(CommandFailure.class);
  }

  private int execute(String... arguments) {
    CommandLine line = Lianbao.commandLine();
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
