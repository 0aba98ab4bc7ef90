package org.lianbao.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  @TempDir Path folder;
  private ChildProcess child;

  @BeforeEach
  void startAChild() throws IOException {
    child =
        ChildProcess.start(
            "sleeper", folder.resolve("log"), 32, Sleeper.class.getName(), List.of());
  }

  @AfterEach
  void endIt() {
    child.askToStop();
    child.awaitStop(5);
  }

  @Test
  void stopsWhatAKilledRunHasLeft() throws Exception {
    new Leftovers(folder.resolve("pids")).remember(List.of(child));

    assertThat(new Leftovers(folder.resolve("pids")).stop()).isEqualTo(1);

    assertThat(child.handle().isAlive()).isFalse();
    assertThat(folder.resolve("pids")).doesNotExist();
  }

  @Test
  void sparesALaterProcessOfTheSameNumber() throws Exception {
    Files.writeString(folder.resolve("pids"), child.handle().pid() + " 1700000000000\nrubbish\n");

    assertThat(new Leftovers(folder.resolve("pids")).stop()).isZero();

    assertThat(child.handle().isAlive()).isTrue();
  }

  @Test
  void hasNothingToDoWithoutAnEarlierRun() throws Exception {
    assertThat(new Leftovers(folder.resolve("none")).stop()).isZero();
  }

  @Test
  void endsAChildWhoseParentIsKilled() throws Exception {
    var parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.resolve("child.log").toString())
            .start();
    var line = parent.inputReader().readLine();
    var grandchild = ProcessHandle.of(Long.parseLong(line)).orElseThrow();
    parent.destroyForcibly().waitFor(5, TimeUnit.SECONDS);

    grandchild.onExit().get(20, TimeUnit.SECONDS);
    assertThat(grandchild.isAlive()).isFalse();
  }

  /** A child that works until it is stopped. */
  public static final class Sleeper {
    public static void main(String[] arguments) throws InterruptedException {
      Thread.currentThread().join();
    }
  }

  /** A parent that starts a child and tells its number. */
  public static final class Parent {
    public static void main(String[] arguments) throws Exception {
      var child =
          ChildProcess.start(
              "child", Path.of(arguments[0]), 32, Sleeper.class.getName(), List.of());
      System.out.println(child.handle().pid());
      Thread.currentThread().join();
    }
  }
}
