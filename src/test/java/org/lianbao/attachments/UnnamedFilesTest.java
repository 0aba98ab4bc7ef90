package org.lianbao.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.TestDatabase;
import org.lianbao.attachments.AttachmentTables.Entry;
import org.lianbao.attachments.ContentTable.Content;
import org.lianbao.shared.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class UnnamedFilesTest {

  private static final Instant NOW = Instant.parse("2026-11-09T02:00:00Z");

  private final HikariDataSource database = TestDatabase.another("latest");
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final AttachmentTables tables = new AttachmentTables(jdbc);
  private final ContentTable contents = new ContentTable(jdbc);

  @TempDir Path folder;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aFileGoesWithTheLastCaseThatNamesIt() throws IOException {
    var store = new DiskStore(folder.resolve("kept"));
    var files = new UnnamedFiles(jdbc, store);
    var shared = kept(store, "营业执照");
    var own = kept(store, "身份证");
    named("BZ1", shared, own);
    named("BZ2", shared);
    assertThat(files.look(NOW)).isEmpty();

    tables.forget(List.of("BZ1"));
    assertThat(files.look(NOW)).extracting(it -> it.removed()).containsExactly(1L);
    sweep(files);
    assertThat(store.holds(own)).isFalse();
    assertThat(store.holds(shared)).isTrue();
    assertThat(contents.kept(own)).isEmpty();

    tables.forget(List.of("BZ2"));
    sweep(files);
    assertThat(store.holds(shared)).isFalse();
  }

  @Test
  void aFileThatIsNamedAgainIsWantedAgain() throws IOException {
    var store = new DiskStore(folder.resolve("kept"));
    var sm3 = kept(store, "图纸");
    named("BZ1", sm3);
    tables.forget(List.of("BZ1"));
    sweep(new UnnamedFiles(jdbc, store));

    named("BZ3", sm3);

    assertThat(tables.wanted(sm3)).hasSize(1);
  }

  private void sweep(UnnamedFiles files) {
    new TransactionTemplate(new JdbcTransactionManager(database))
        .executeWithoutResult(
            status -> {
              while (files.step(NOW).isPresent()) {
                assertThat(status.isCompleted()).isFalse();
              }
            });
  }

  private String kept(Store store, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var sm3 = Digest.sm3(bytes);
    store.keep(Files.write(folder.resolve(sm3), bytes), sm3);
    jdbc.sql("insert into attachment_file (sm3) values (?)").param(sm3).update();
    contents.keep(new Content(sm3, (long) bytes.length, "application/pdf"), NOW);
    return sm3;
  }

  private void named(String caseNo, String... digests) {
    tables.want(
        caseNo,
        1,
        List.of(digests).stream()
            .map(
                sm3 ->
                    new Entry(
                        new Named("M1", "a.pdf", "application/pdf", null, sm3, "http://h/a"),
                        "application/pdf",
                        null))
            .toList(),
        NOW);
  }
}
