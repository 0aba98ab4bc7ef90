package org.lianbao.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.LianbaoApplication;
import org.lianbao.application.Application;
import org.lianbao.cases.Cases;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * From the county's file server to a partner of each kind, through the real hub: one takes files
 * inline and needs M01, one by link, one uploads first, one has them beside its orders in a folder.
 * The partners are files of {@code files-hub}; their systems are a real HTTP server.
 */
@SpringBootTest(
    classes = LianbaoApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "lianbao.data=target/files-hub/data",
      "lianbao.routes=target/files-hub/routes",
      "lianbao.mappings=target/test-classes/files-hub/mappings",
      "lianbao.broker.port=0",
      "management.server.port=-1",
      "lianbao.attachments.link-key=a-key-of-this-test",
      "lianbao.attachments.first-wait=100ms",
      "lianbao.attachments.sweep=100ms",
      "lianbao.partners.besider.folder=target/files-hub/out"
    })
class FilesOnTheWayTest {

  private static final FileServer SERVER = server();
  private static final Map<String, JsonNode> ORDERS = new ConcurrentHashMap<>();
  private static final Map<String, byte[]> UPLOADS = new ConcurrentHashMap<>();
  private static final AtomicInteger REFUSALS = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired Cases cases;
  @Autowired Attachments attachments;
  @Autowired AttachmentReader reader;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;

  @DynamicPropertySource
  static void addresses(DynamicPropertyRegistry settings) {
    settings.add("lianbao.partners.town.files-origin", SERVER::origin);
    for (var partner : List.of("inliner", "linker", "uploader")) {
      settings.add("lianbao.partners." + partner + ".url", SERVER::origin);
    }
  }

  /** The partners' folders, with the shared steps as they ship. */
  private static FileServer server() {
    try {
      var target = Path.of("target/files-hub");
      FileSystemUtils.deleteRecursively(target);
      FileSystemUtils.copyRecursively(
          Path.of("src/test/resources/files-hub/routes"), target.resolve("routes"));
      FileSystemUtils.copyRecursively(Path.of("routes/_shared"), target.resolve("routes/_shared"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var server = new FileServer();
    for (var partner : List.of("inliner", "linker", "uploader")) {
      server.at("/" + partner + "/orders", FilesOnTheWayTest::take);
    }
    server.at("/uploader/files", FilesOnTheWayTest::upload);
    return server;
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static void take(HttpExchange exchange) throws IOException {
    var order = Json.read(exchange.getRequestBody().readAllBytes());
    if (REFUSALS.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.sendResponseHeaders(503, -1);
      return;
    }
    ORDERS.put(order.path("no").asText(), order);
    answer(exchange, "{\"ok\": true}");
  }

  private static void upload(HttpExchange exchange) throws IOException {
    var id = UUID.randomUUID().toString();
    UPLOADS.put(id, exchange.getRequestBody().readAllBytes());
    answer(exchange, "{\"id\": \"" + id + "\"}");
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Test
  void inlineTheOrderHoldsTheContentOfTheFilesItsPartnerTakes() {
    var licence = content();
    var permit = content();

    var order =
        delivered(
            open(
                "WATER",
                file("M01", served(licence), licence),
                file("M02", SERVER.origin() + "/not-taken", content()),
                file("M05", served(permit), permit)),
            "IN");

    assertThat(order.path("files").findValuesAsText("materialCode")).containsExactly("M01", "M05");
    assertThat(order.path("files").findValuesAsText("content"))
        .extracting(Base64.getDecoder()::decode)
        .containsExactly(licence, permit);
    assertThat(order.toString()).doesNotContain("\"url\"");
  }

  @Test
  void inlineNoMoreIsSentThanTheManifestAllows() {
    var small = content();
    var large = new byte[100 * 1024];
    System.arraycopy(small, 0, large, 0, small.length);

    var order =
        delivered(
            open("WATER", file("M01", served(small), small), file("M05", served(large), large)),
            "IN");

    assertThat(order.path("files").findValuesAsText("materialCode")).containsExactly("M01");
  }

  @Test
  void anOrderWaitsForAFileItsPartnerRequiresAndGoesOnceTheCountyHasMendedIt() {
    var licence = content();
    var mended = new AtomicBoolean();
    var url =
        SERVER.at(
            "/late/" + UUID.randomUUID(),
            exchange -> {
              if (mended.get()) {
                exchange.sendResponseHeaders(200, licence.length);
                exchange.getResponseBody().write(licence);
              } else {
                exchange.sendResponseHeaders(404, -1);
              }
            });
    var caseNo = open("WATER", file("M01", url, licence));
    var orderNo = caseNo + "-IN";

    var reason =
        await(
            "told why it waits",
            () ->
                jdbc.sql(
                        """
                        select reason from delivery_attempt
                        where order_no = :no and fault = 'FILE' and reason like '%order waits%'
                        """)
                    .param("no", orderNo)
                    .query(String.class)
                    .list(),
            found -> !found.isEmpty());
    assertThat(reason.get(0)).contains("M01", " / ").doesNotContain("http");
    assertThat(ORDERS).doesNotContainKey(orderNo);
    assertThat(reader.files(caseNo).get(0).reason()).contains("404");

    mended.set(true);

    assertThat(delivered(caseNo, "IN").path("files")).hasSize(1);
    assertThat(reader.files(caseNo).get(0).state()).isEqualTo("KEPT");
  }

  @Test
  void aWrongFileThatNobodyRequiresIsLeftOutAndTheOrderGoes() {
    var permit = content();

    var order =
        delivered(
            open(
                "POWER",
                file("M01", SERVER.refuse("/gone/" + UUID.randomUUID(), 404), content()),
                file("M03", "https://ggxt.example/files/abc", content()),
                file("M05", served(permit), permit)),
            "LI");

    assertThat(order.path("files").findValuesAsText("materialCode")).containsExactly("M05");
  }

  @Test
  void aLinkGivesTheFileWithASafeNameAndNoGuessing() {
    var permit = content();
    var order = delivered(open("POWER", file("M05", served(permit), permit)), "LI");

    var answer = get(order.at("/files/0/link").asText());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(permit);
    var headers = answer.headers().map();
    assertThat(headers.get("Content-Type")).containsExactly("application/pdf");
    assertThat(headers.get("Content-Length")).containsExactly(String.valueOf(permit.length));
    assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.get("Cache-Control")).containsExactly("no-store");
    assertThat(headers.get("Content-Disposition").get(0))
        .matches("attachment; filename=\"[0-9a-f]{16}\\.pdf\"");
  }

  @Test
  void aLinkIsOverWhenItsTimeIsAndCannotBeTurned() {
    var permit = content();
    var other = content();
    var order =
        delivered(
            open("POWER", file("M05", served(permit), permit), file("M01", served(other), other)),
            "LI");
    var link = order.at("/files/0/link").asText();

    var old =
        new Links(() -> hub(), "a-key-of-this-test")
            .link(Digest.sm3(permit), "linker", Instant.EPOCH, Duration.ofDays(1));
    var unknown =
        new Links(() -> hub(), "a-key-of-this-test")
            .link(
                "0".repeat(64),
                "linker",
                Instant.parse("2100-01-01T00:00:00Z"),
                Duration.ofDays(1));

    assertThat(get(old).statusCode()).isEqualTo(410);
    assertThat(get(unknown).statusCode()).isEqualTo(404);
    assertThat(get(link.replace("linker", "inliner")).statusCode()).isEqualTo(404);
    assertThat(get(link.replace(Digest.sm3(permit), Digest.sm3(other))).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/files/", "/files/x", "/files/..%2f..%2fhub-id", "/files/%2e%2e/hub-id"})
  void nothingElseIsServed(String path) {
    assertThat(get(hub() + path).statusCode()).isBetween(400, 404);
  }

  @Test
  void uploadedFilesAreSentOnceHoweverOftenTheOrderIs() {
    var licence = content();
    var permit = content();
    REFUSALS.set(2);

    var order =
        delivered(
            open("GAS", file("M01", served(licence), licence), file("M05", served(permit), permit)),
            "UP");

    assertThat(order.path("files").findValuesAsText("fileId"))
        .extracting(UPLOADS::get)
        .containsExactly(licence, permit);
    var again = delivered(open("GAS", file("M01", served(licence), licence)), "UP");
    assertThat(again.at("/files/0/fileId")).isEqualTo(order.at("/files/0/fileId"));
    assertThat(UPLOADS).hasSize(2);
  }

  @Test
  void filesLieBesideTheOrderUnderTheNamesItSays() throws IOException {
    var licence = content();
    var out = Path.of("target/files-hub/out");
    var caseNo = open("HEAT", file("M01", served(licence), licence));

    await("the order lies there", () -> out.resolve(caseNo + "-BE.json"), Files::exists);

    var order = Json.read(Files.readAllBytes(out.resolve(caseNo + "-BE.json")));
    assertThat(order.at("/files/0/name").asText()).isEqualTo("01-M01.pdf");
    assertThat(out.resolve(caseNo + "-BE-01-M01.pdf")).hasBinaryContent(licence);
  }

  @Test
  void aFileTheStoreHasLostIsFetchedAgain() throws IOException {
    var permit = content();
    var url = served(permit);
    delivered(open("POWER", file("M05", url, permit)), "LI");
    var sm3 = Digest.sm3(permit);
    Files.delete(
        Path.of("target/files-hub/data/attachments")
            .resolve(sm3.substring(0, 2))
            .resolve(sm3.substring(2, 4))
            .resolve(sm3));

    var order = delivered(open("WATER", file("M05", url, permit)), "IN");

    assertThat(Base64.getDecoder().decode(order.at("/files/0/content").asText())).isEqualTo(permit);
  }

  /** Opens a case for one service as intake does. */
  private String open(String service, ObjectNode... files) {
    var form = Json.mapper().createObjectNode();
    form.put("upstreamApplyNo", UUID.randomUUID().toString()).put("applyType", "FORMAL");
    form.putArray("services").add(service);
    form.putObject("applicant")
        .put("applicantType", "ENTERPRISE")
        .put("name", "濮阳县测试新材料有限公司")
        .put("dataShareConsent", true);
    form.putArray("attachments").addAll(List.of(files));
    var application = new Application(form);
    return transaction.execute(
        status -> {
          var caseNo =
              cases.open(
                  application,
                  Json.mapper().createArrayNode(),
                  Instant.parse("2026-11-09T02:00:00Z"));
          attachments.want(caseNo, 1, application);
          return caseNo;
        });
  }

  private static ObjectNode file(String material, String url, byte[] content) {
    return Json.mapper()
        .createObjectNode()
        .put("materialCode", material)
        .put("fileName", "材料.pdf")
        .put("mime", "application/pdf")
        .put("sm3", Digest.sm3(content))
        .put("url", url);
  }

  private static String served(byte[] content) {
    return SERVER.serve("/files/" + UUID.randomUUID(), content);
  }

  private static byte[] content() {
    return ("%PDF-1.7 " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
  }

  /** The order as its partner got it. */
  private static JsonNode delivered(String caseNo, String suffix) {
    return await(
        "order of " + caseNo, () -> ORDERS.get(caseNo + "-" + suffix), order -> order != null);
  }

  private static <T> T await(String what, Callable<T> look, Predicate<T> seen) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(look, seen);
  }

  private String hub() {
    return "http://127.0.0.1:" + port;
  }

  private static HttpResponse<byte[]> get(String url) {
    try {
      return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
