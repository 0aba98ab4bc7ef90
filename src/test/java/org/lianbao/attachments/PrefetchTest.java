package org.lianbao.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.TestDatabase;
import org.lianbao.application.Application;
import org.lianbao.attachments.AttachmentReader.AttachmentView;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Fetching from a real server into a real database and a real folder; the clock is the test's. */
class PrefetchTest {

  private static final int TRIES = 3;

  private final FileServer county = new FileServer();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-09T02:00:00Z"));
  private final Clock clock = new Clock(now::get);
  private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());
  private final AttachmentTables tables = new AttachmentTables(jdbc);
  private final ContentTable contents = new ContentTable(jdbc);
  private final String caseNo = "BZ" + UUID.randomUUID();

  @TempDir Path folder;
  private AttachmentSettings settings;
  private Hub hub;

  /** One hub's share of this room. */
  private final class Hub {

    private final Store store = new DiskStore(folder.resolve("kept"));
    private final Prefetch prefetch;
    private final KeptFiles files;

    Hub(Duration timeLimit) {
      settings =
          new AttachmentSettings(
              Set.of(FileType.values()),
              DataSize.ofKilobytes(256),
              timeLimit,
              TRIES,
              Duration.ofSeconds(2),
              4,
              Duration.ofHours(1),
              "",
              "",
              AttachmentSettings.Kind.DISK,
              null);
      var origins = new Origins(county::origin);
      var admission = new Admission(settings, origins);
      prefetch =
          new Prefetch(
              tables,
              contents,
              new Inspection(admission),
              new Fetch(origins, timeLimit),
              store,
              folder.resolve("incoming"),
              settings,
              clock);
      files =
          new KeptFiles(
              tables,
              contents,
              admission,
              prefetch,
              store,
              new Links(() -> "http://h", "k"),
              settings,
              clock);
    }
  }

  @BeforeEach
  void aHub() {
    // What other tests left wanted is not fetched here.
    jdbc.sql("update attachment set state = 'WRONG' where state = 'WANTED'").update();
    hub = new Hub(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    hub.prefetch.close();
    county.close();
  }

  @Test
  void aFileIsFetchedAndKept() throws IOException {
    var content = pdf();
    want(file(county.serve("/a", content), content));

    work();

    assertThat(view()).isEqualTo(new AttachmentView(0, "KEPT", null));
    try (var kept = hub.store.open(Digest.sm3(content))) {
      assertThat(kept.readAllBytes()).isEqualTo(content);
    }
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void fetchingBeginsByItselfOnceTheCaseIsThere() {
    var content = pdf();
    want(file(county.serve("/a", content), content));

    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> view().state().equals("KEPT"));
  }

  @Test
  void twoCasesWithTheSameFileCostOneFetch() {
    var content = pdf();
    var url = county.serve("/a", content);
    tables.want(caseNo, 1, List.of(entry(file(url, content))), clock.now());
    tables.want(caseNo + "-2", 1, List.of(entry(file(url, content))), clock.now());

    work();
    tables.want(caseNo + "-3", 1, List.of(entry(file(url, content))), clock.now());

    for (var which : List.of(caseNo, caseNo + "-2", caseNo + "-3")) {
      assertThat(tables.views(which)).extracting(AttachmentView::state).containsExactly("KEPT");
    }
    assertThat(county.asked()).hasSize(1);
  }

  @Test
  void severalHubsAtWorkFetchEachFileOnce() throws Exception {
    var files = 20;
    for (var i = 0; i < files; i++) {
      var content = pdf();
      var url = county.serve("/many/" + i + "/", content);
      tables.want(caseNo + "-" + i, 1, List.of(entry(file(url, content))), clock.now());
      tables.want(caseNo + "-again-" + i, 1, List.of(entry(file(url, content))), clock.now());
    }
    var other = new Hub(Duration.ofSeconds(10));
    var barrier = new CyclicBarrier(8);
    var workers = Executors.newFixedThreadPool(8);
    for (var i = 0; i < 8; i++) {
      var prefetch = i % 2 == 0 ? hub.prefetch : other.prefetch;
      workers.submit(
          () -> {
            barrier.await();
            prefetch.work();
            return null;
          });
    }
    workers.shutdown();

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(workers::isTerminated);
    assertThat(county.asked()).hasSize(files).doesNotHaveDuplicates();
    for (var i = 0; i < files; i++) {
      assertThat(tables.views(caseNo + "-again-" + i))
          .extracting(AttachmentView::state)
          .containsExactly("KEPT");
    }
    other.prefetch.close();
  }

  @ParameterizedTest
  @CsvSource({"404,404", "403,403", "410,410", "400,400"})
  void whatIsNotThereIsWrongAtOnce(int status, String said) {
    want(file(county.refuse("/a", status), pdf()));

    work();

    assertThat(view().state()).isEqualTo("WRONG");
    assertThat(view().reason()).contains("HTTP " + said, " / ").doesNotContain("127.0.0.1");
    assertThat(county.asked()).hasSize(1);
  }

  @Test
  void aFileThatIsAnotherThanItsDigestSaysIsWrong() {
    want(file(county.serve("/a", pdf()), pdf()));

    work();

    assertThat(view().state()).isEqualTo("WRONG");
    assertThat(view().reason()).contains("sm3");
    assertThat(folder.resolve("kept")).doesNotExist();
  }

  @Test
  void aFileOfAnotherSizeThanDeclaredIsWrong() {
    var content = pdf();
    want(file(county.serve("/a", content), content).replace("\"size\":", "\"size\":1"));
    want(
        caseNo + "-2",
        file(county.origin() + "/a", content).replaceFirst("\"size\":\\d", "\"size\":"));

    work();

    assertThat(view().reason()).contains("size");
    assertThat(tables.views(caseNo + "-2").get(0).reason()).contains("size");
  }

  @Test
  void aPageThatCallsItselfAPdfIsWrong() {
    var page = "<html>请登录</html>".getBytes(StandardCharsets.UTF_8);
    want(file(county.serve("/a", page), page));

    work();

    assertThat(view().state()).isEqualTo("WRONG");
    assertThat(view().reason()).contains("类型");
  }

  @Test
  void anEndlessAnswerIsHungUpOn() throws IOException {
    var url = county.endless("/a", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
    want(file(url, pdf()).replaceFirst(",\"size\":\\d+", ""));

    work();

    assertThat(view().state()).isEqualTo("WRONG");
    assertThat(view().reason()).contains("超过上限");
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void aServerThatHangsIsTriedAgainWithLongerAndLongerWaitsAndThenIsWrong() {
    hub.prefetch.close();
    hub = new Hub(Duration.ofMillis(300));
    want(file(county.stuck("/a", "%PDF-".getBytes(StandardCharsets.US_ASCII)), pdf()));

    work();
    assertThat(view().state()).isEqualTo("WANTED");
    assertThat(view().reason()).startsWith("暂时取不到");
    work();
    assertThat(county.asked()).hasSize(1);

    pass(Duration.ofSeconds(2));
    work();
    assertThat(county.asked()).hasSize(2);
    pass(Duration.ofSeconds(2));
    work();
    assertThat(county.asked()).hasSize(2);

    pass(Duration.ofSeconds(2));
    work();
    assertThat(county.asked()).hasSize(TRIES);
    assertThat(view().state()).isEqualTo("WRONG");
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void aServerThatIsBackAfterATroubleIsAskedAgain() {
    var content = pdf();
    var calls = new AtomicInteger();
    var url =
        county.at(
            "/a",
            exchange -> {
              var broken = calls.incrementAndGet() == 1;
              exchange.sendResponseHeaders(broken ? 503 : 200, broken ? -1 : content.length);
              if (!broken) {
                exchange.getResponseBody().write(content);
              }
            });
    want(file(url, content));

    work();
    pass(Duration.ofSeconds(2));
    work();

    assertThat(view()).isEqualTo(new AttachmentView(0, "KEPT", null));
  }

  @Test
  void aRedirectIsFollowedToAnAllowedOriginAndNowhereElse() {
    var content = pdf();
    try (var elsewhere = new FileServer()) {
      county.serve("/real", content);
      want(caseNo, file(county.redirect("/good", "/real"), content));
      want(caseNo + "-2", file(county.redirect("/bad", elsewhere.serve("/a", pdf())), pdf()));
      want(caseNo + "-3", file(county.redirect("/round", "/round"), pdf()));

      work();

      assertThat(view().state()).isEqualTo("KEPT");
      assertThat(tables.views(caseNo + "-2").get(0).reason()).contains("files-origin");
      assertThat(tables.views(caseNo + "-3").get(0).state()).isEqualTo("WRONG");
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"materialCode\":\"M01\",\"fileName\":\"a.pdf\"}|url",
        "{\"materialCode\":\"M01\",\"fileName\":\"a.pdf\",\"url\":\"URL\"}|sm3",
        "{\"materialCode\":\"M01\",\"fileName\":\"a.exe\",\"url\":\"URL\",\"sm3\":\"SM3\"}|kind",
        "{\"materialCode\":\"M01\",\"fileName\":\"a.pdf\",\"size\":300000,\"url\":\"URL\",\"sm3\":\"SM3\"}|larger",
        "{\"materialCode\":\"M01\",\"fileName\":\"a.pdf\",\"url\":\"https://ggxt.example/a\",\"sm3\":\"SM3\"}|origin"
      })
  void whatNeedsNoFetchToBeWrongIsWrongFromTheStart(String file, String why) {
    var content = pdf();
    var url = county.serve("/a", content);

    want(file.replace("URL", url).replace("SM3", Digest.sm3(content)));

    assertThat(view().state()).isEqualTo("WRONG");
    assertThat(view().reason()).contains(why).doesNotContain("ggxt");
    assertThat(county.asked()).isEmpty();
  }

  @Test
  void whatAHubThatWasKilledHadStoredIsTakenUpWithoutAnotherFetch() throws IOException {
    var content = pdf();
    var url = county.serve("/a", content);
    tables.want(caseNo, 1, List.of(entry(file(url, content))), clock.now());
    contents.claim(clock.now(), clock.now().plusSeconds(40)).orElseThrow();
    var stored = Files.write(folder.resolve("stored"), content);
    hub.store.keep(stored, Digest.sm3(content));

    hub.prefetch.work();
    assertThat(view().state()).isEqualTo("WANTED");
    pass(Duration.ofSeconds(41));
    hub.prefetch.work();

    assertThat(view()).isEqualTo(new AttachmentView(0, "KEPT", null));
    assertThat(county.asked()).isEmpty();
  }

  @Test
  void saidAgainNothingChanges() {
    var content = pdf();
    var file = file(county.serve("/a", content), content);
    want(file);
    work();
    var stamp = tables.stamp(caseNo);

    want(file);

    assertThat(view().state()).isEqualTo("KEPT");
    assertThat(tables.stamp(caseNo)).isEqualTo(stamp).isPositive();
  }

  /** Until everything due is done, by this thread or by those that a signal woke. */
  private void work() {
    hub.prefetch.work();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> held() == 0);
  }

  private long held() {
    return jdbc.sql(
            """
            select count(*) from attachment a join attachment_file f on f.sm3 = a.sm3
            where starts_with(a.case_no, :caseNo) and f.lease_until is not null
            """)
        .param("caseNo", caseNo)
        .query(Long.class)
        .single();
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private AttachmentView view() {
    var views = tables.views(caseNo);
    assertThat(views).hasSize(1);
    return views.get(0);
  }

  private void want(String file) {
    want(caseNo, file);
  }

  private void want(String caseNo, String file) {
    hub.files.want(caseNo, 1, form(file));
  }

  private static Application form(String file) {
    return new Application(
        Json.read(("{\"attachments\":[" + file + "]}").getBytes(StandardCharsets.UTF_8)));
  }

  private static AttachmentTables.Entry entry(String file) {
    var named = Named.of(form(file).document().at("/attachments/0"));
    return new AttachmentTables.Entry(named, "application/pdf", null);
  }

  private static String file(String url, byte[] content) {
    return "{\"materialCode\":\"M01\",\"fileName\":\"营业执照.pdf\",\"mime\":\"application/pdf\",\"size\":%d,\"sm3\":\"%s\",\"url\":\"%s\"}"
        .formatted(content.length, Digest.sm3(content), url);
  }

  /** A file nobody else has. */
  private static byte[] pdf() {
    return ("%PDF-1.7 " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
  }
}
