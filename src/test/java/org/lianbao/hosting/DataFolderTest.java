package org.lianbao.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir Path parent;

  @Test
  void isOpenToItsOwnerOnly() throws Exception {
    try (var folder = DataFolder.open(parent.resolve("data"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())))
          .isEqualTo("rwx------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.sub("keys"))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void refusesASecondHubAndNamesTheFirst() throws Exception {
    try (var first = DataFolder.open(parent)) {
      assertThatThrownBy(() -> DataFolder.open(first.root()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("another hub (process " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining(parent.toString());
    }
  }

  @Test
  void refusesASecondHubInAnotherProcessUntilTheFirstIsGone() throws Exception {
    var first = HolderProcess.start(parent);
    try {
      assertThatThrownBy(() -> DataFolder.open(parent))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("another hub (process " + first.pid() + ")");
    } finally {
      first.destroyForcibly().waitFor();
      EmbeddedPostgres.stopLeftover(parent);
    }
    DataFolder.open(parent).close();
  }

  @Test
  void isFreeAgainOnceClosed() throws Exception {
    DataFolder.open(parent).close();
    try (var again = DataFolder.open(parent)) {
      assertThat(again.root()).isEqualTo(parent.toAbsolutePath());
    }
  }

  @Test
  void saysWhichFolderCannotBeWritten() throws Exception {
    var file = Files.writeString(parent.resolve("a-file"), "in the way");
    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("a-file/data")
        .hasMessageContaining("cannot be written");
  }
}
