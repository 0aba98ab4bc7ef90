package org.lianbao.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.shared.Digest;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Both stores keep the same promises; the S3 one does so on a real S3-compatible server. */
class StoresTest {

  private static final byte[] CONTENT = "%PDF-1.7 营业执照".getBytes(StandardCharsets.UTF_8);
  private static final String SM3 = Digest.sm3(CONTENT);
  private static final LocalS3 SERVER =
      LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();

  @TempDir Path folder;

  @BeforeAll
  static void aServerWithABucket() {
    SERVER.start();
    try (var client =
        S3Client.builder()
            .endpointOverride(endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      client.createBucket(request -> request.bucket("lianbao"));
    }
  }

  @AfterAll
  static void stop() {
    SERVER.shutdown();
  }

  @ParameterizedTest
  @EnumSource
  void keepsAContentOnceAndGivesItBack(AttachmentSettings.Kind kind) throws IOException {
    var store = store(kind);
    assertThat(store.holds(SM3)).isFalse();
    assertThatThrownBy(() -> store.open(SM3)).isInstanceOf(NoSuchFileException.class);

    var first = Files.write(folder.resolve("first"), CONTENT);
    store.keep(first, SM3);
    store.keep(Files.write(folder.resolve("second"), CONTENT), SM3);

    assertThat(first).doesNotExist();
    assertThat(store.holds(SM3)).isTrue();
    try (var kept = store.open(SM3)) {
      assertThat(kept.readAllBytes()).isEqualTo(CONTENT);
    }
  }

  @Test
  void theDiskStoreFansOutByDigest() throws IOException {
    var store = store(AttachmentSettings.Kind.DISK);

    store.keep(Files.write(folder.resolve("a"), CONTENT), SM3);

    assertThat(
            folder
                .resolve("kept")
                .resolve(SM3.substring(0, 2))
                .resolve(SM3.substring(2, 4))
                .resolve(SM3))
        .hasBinaryContent(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../../../etc/passwd", "AB", "a/b", "0"})
  void noNameLeadsOutOfTheDiskStore(String name) {
    var store = store(AttachmentSettings.Kind.DISK);

    assertThatThrownBy(() -> store.open(name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.keep(folder.resolve("a"), name))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.holds(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aServerThatIsAwayIsAFailureForTheMoment() {
    var away =
        new S3Store(
            new AttachmentSettings.S3(
                URI.create("http://127.0.0.1:1"), "us-east-1", "lianbao", "key", "secret"));

    assertThatThrownBy(() -> away.holds(SM3)).isInstanceOf(IOException.class);
  }

  private Store store(AttachmentSettings.Kind kind) {
    return switch (kind) {
      case DISK -> new DiskStore(folder.resolve("kept"));
      case S3 ->
          new S3Store(
              new AttachmentSettings.S3(endpoint(), "us-east-1", "lianbao", "key", "secret"));
    };
  }

  private static URI endpoint() {
    return URI.create("http://127.0.0.1:" + SERVER.getPort());
  }
}
