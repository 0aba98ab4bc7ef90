package org.lianbao.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.springframework.util.unit.DataSize;

class SidecarsTest {

  private static final byte[] WHOLE = "<a/>".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-09T02:15:00Z");
  private final Sidecars sidecars =
      new Sidecars(
          new InboundSettings(DataSize.ofKilobytes(1), Duration.ofMinutes(10)),
          new Clock(() -> now));

  @Test
  void takesAFileWhoseSidecarFitsAtOnce() throws IOException {
    file(WHOLE);
    seal(Digest.sm3(WHOLE).toUpperCase() + "\r\n");

    assertThat(accepted()).isTrue();
  }

  @Test
  void waitsForTheSidecarAndThenTakesTheFile() throws IOException {
    file(WHOLE);
    assertThat(accepted()).isFalse();

    seal(Digest.sm3(WHOLE));

    assertThat(accepted()).isTrue();
  }

  @Test
  void takesABrokenFileOnlyWhenItHasLainUnchangedForTooLong() throws IOException {
    file(WHOLE);
    assertThat(accepted()).isFalse();
    now = now.plus(Duration.ofMinutes(9));
    // It grows: the patience begins anew.
    file("<a>".getBytes(StandardCharsets.US_ASCII));
    assertThat(accepted()).isFalse();
    now = now.plus(Duration.ofMinutes(9));
    assertThat(accepted()).isFalse();

    now = now.plus(Duration.ofMinutes(1));

    assertThat(accepted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "66c7", "not hexadecimal", "the digest of something else"})
  void aSidecarThatDoesNotFitIsWaitedForToo(String text) throws IOException {
    file(WHOLE);
    seal(text.startsWith("the digest") ? Digest.sm3("else") : text);

    assertThat(accepted()).isFalse();
  }

  @Test
  void aFileBeyondTheBoundIsNotRead() throws IOException {
    var large = new byte[1025];
    file(large);
    seal(Digest.sm3(large));

    assertThat(accepted()).isFalse();
  }

  @Test
  void aLinkOutOfTheFolderIsNeverFollowed() throws IOException {
    var secret = Files.write(folder.resolve("secret"), WHOLE);
    Files.createSymbolicLink(folder.resolve("in.xml"), secret);
    seal(Digest.sm3(WHOLE));

    assertThat(accepted()).isFalse();
    now = now.plus(Duration.ofDays(1));
    assertThat(accepted()).isFalse();
  }

  @Test
  void aNameWithABackslashCouldNotBePutAwayAndIsLeftAlone() throws IOException {
    var file = new GenericFile<File>();
    file.setFile(Files.write(folder.resolve("..\\in.xml"), WHOLE).toFile());
    Files.writeString(folder.resolve("..\\in.xml.sm3"), Digest.sm3(WHOLE));

    assertThat(sidecars.accept(file)).isFalse();
    now = now.plus(Duration.ofDays(1));
    assertThat(sidecars.accept(file)).isFalse();
  }

  private void file(byte[] bytes) throws IOException {
    Files.write(folder.resolve("in.xml"), bytes);
  }

  private void seal(String text) throws IOException {
    Files.writeString(folder.resolve("in.xml.sm3"), text);
  }

  private boolean accepted() {
    var file = new GenericFile<File>();
    file.setFile(folder.resolve("in.xml").toFile());
    return sidecars.accept(file);
  }
}
