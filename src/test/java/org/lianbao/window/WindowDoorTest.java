package org.lianbao.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.Rooms;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.CaseReader.WarningView;
import org.lianbao.cases.Cases;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem.Fault;
import org.lianbao.shared.Problem.Severity;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/** The window's door on the real record. */
class WindowDoorTest {

  private static final Rooms HUB = new Rooms();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Fault OUTSIDE =
      new Fault("/project/lon", "经度", "OUTSIDE", "经度：不在本县", Severity.WARN);

  @TempDir static Path data;

  private static ServletWebServerApplicationContext server;
  private static String clerk;
  private static String supervisor;

  @BeforeAll
  static void open() throws IOException {
    ApplicationContextInitializer<GenericApplicationContext> rooms =
        context -> {
          context.registerBean(Cases.class, () -> HUB.bean(Cases.class));
          context.registerBean(CaseReader.class, () -> HUB.bean(CaseReader.class));
          context.registerBean(Clock.class, () -> HUB.bean(Clock.class));
          context.registerBean(
              PlatformTransactionManager.class, () -> HUB.bean(PlatformTransactionManager.class));
        };
    server =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(Door.class)
                .initializers(rooms)
                .properties("spring.config.location=optional:classpath:/none.yaml")
                .run("--server.port=0", "--server.address=127.0.0.1", "--lianbao.data=" + data);
    var staff = new YAMLMapper().readTree(Files.readString(data.resolve("staff.yaml")));
    clerk = staff.at("/窗口/token").asText();
    supervisor = staff.at("/督查/token").asText();
  }

  @AfterAll
  static void close() {
    server.close();
    HUB.close();
  }

  @Test
  void whatASilentPartnerDoesIsRecordedInOneStepAndNamesTheWindow() {
    var caseNo = HUB.open("WATER");

    var answer =
        post(
            caseNo,
            "reports",
            clerk,
            """
            {"orderNo":"%s-W","event":"SURVEY_COMPLETED","outcome":"PASS","remark":"电话确认",
             "occurredAt":"2026-11-09T09:30:00+08:00","attributes":{"accessOk":true}}
            """
                .formatted(caseNo));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("recorded").asBoolean()).isTrue();
    var told =
        HUB.view(caseNo).events().stream()
            .filter(it -> it.code().equals("SURVEY_COMPLETED"))
            .findFirst()
            .orElseThrow();
    assertThat(told.source()).isEqualTo("window");
    assertThat(told.occurredAt()).isEqualTo("2026-11-09T01:30:00Z");
    assertThat(told.attributes().path("recordedBy").asText()).isEqualTo("窗口");
    assertThat(told.attributes().path("accessOk").asBoolean()).isTrue();
    assertThat(told.attributes().has("attributes")).isFalse();
  }

  @Test
  void aServiceThatNoSystemTakesIsConnectedByHand() {
    var caseNo = HUB.open("DRAINAGE");
    var call = HUB.view(caseNo).calls().get(0);

    post(
        caseNo,
        "reports",
        clerk,
        "{\"orderNo\":\"%s\",\"event\":\"SERVICE_CONNECTED\",\"outcome\":\"CONNECTED\"}"
            .formatted(call.orderNo()));

    assertThat(HUB.view(caseNo).calls()).extracting(it -> it.kind()).doesNotContain("connect");
  }

  @Test
  void theSameToldTwiceIsRecordedOnce() {
    var caseNo = HUB.open("WATER");
    var report =
        "{\"orderNo\":\"%s-W\",\"event\":\"CONTACT_MADE\",\"occurredAt\":\"2026-11-09T09:00:00+08:00\"}"
            .formatted(caseNo);

    var once = json(post(caseNo, "reports", clerk, report));
    var again = json(post(caseNo, "reports", clerk, report));

    assertThat(again.path("recorded").asBoolean()).isFalse();
    assertThat(again.path("lastSeq").asLong()).isEqualTo(once.path("lastSeq").asLong());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "survey|{\"at\":\"2026-11-12T09:00:00+08:00\",\"place\":\"项目现场\"}|SURVEY_SCHEDULED",
        "slots|{\"slots\":[{\"from\":\"2026-11-12T09:00:00+08:00\",\"to\":\"2026-11-12T11:00:00+08:00\"}]}|SLOTS_OFFERED",
        "meetings|{\"at\":\"2026-11-12T09:00:00+08:00\",\"place\":\"县政务大厅\"}|MEETING_ANNOUNCED",
        "joint-works|{\"no\":1,\"mode\":\"SYNC_SEPARATE\",\"reason\":\"安全距离不足\"}|JOINT_WORKS_AGREED",
        "payments|{\"billNo\":\"B-1\",\"amount\":1200.50}|FEE_PAID",
        "acceptance-choice|{\"mode\":\"SINGLE\"}|ACCEPTANCE_CHOSEN",
        "acceptance|{\"at\":\"2026-12-12T09:00:00+08:00\"}|ACCEPTANCE_SCHEDULED",
        "connections|{\"service\":\"WATER\",\"at\":\"2026-12-14T09:00:00+08:00\"}|CONNECTION_BOOKED",
        "overrides|{\"pointer\":\"/project/lon\",\"code\":\"OUTSIDE\",\"reason\":\"已核实\"}|WARNING_OVERRIDDEN",
        "notes|{\"text\":\"申请人来电询问进度\"}|NOTE_ADDED"
      })
  void everyActBecomesItsEvent(String act, String body, String event) {
    var caseNo = HUB.open(Rooms.form("WATER"), OUTSIDE);

    assertThat(post(caseNo, act, clerk, body).statusCode()).isEqualTo(200);

    assertThat(HUB.view(caseNo).events())
        .filteredOn(it -> it.source().equals("window"))
        .extracting(CaseReader.EventView::code)
        .containsExactly(event);
  }

  @Test
  void aWarningIsOverriddenOnceWithAReasonAndTheRecordShowsIt() {
    var caseNo = HUB.open(Rooms.form("WATER"), OUTSIDE);
    var override = "{\"pointer\":\"/project/lon\",\"code\":\"OUTSIDE\",\"reason\":\"现场已核实\"}";
    assertThat(HUB.view(caseNo).warnings()).extracting(WarningView::open).containsExactly(true);

    assertThat(post(caseNo, "overrides", clerk, override).statusCode()).isEqualTo(200);

    assertThat(HUB.view(caseNo).warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.open()).isFalse();
              assertThat(warning.reason()).isEqualTo("现场已核实");
              assertThat(warning.by()).isEqualTo("窗口");
            });
    var again = post(caseNo, "overrides", clerk, override);
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(json(again).at("/errors/0/code").asText()).isEqualTo("NO_WARNING_OPEN");
  }

  @Test
  void everythingWrongWithAnActIsToldAtOnceByItsLabel() {
    var caseNo = HUB.open("WATER");

    var answer = post(caseNo, "joint-works", clerk, "{\"no\":0,\"mode\":\"TOGETHER\",\"depth\":2}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).path("errors"))
        .extracting(it -> it.path("pointer").asText())
        .contains("/no", "/mode", "/depth");
    assertThat(answer.body()).contains("建议序号", "施工方式");
  }

  @Test
  void anUnknownEventAnOrderOfAnotherCaseAndAFutureTimeAreRefusedTogether() {
    var caseNo = HUB.open("WATER");

    var answer =
        post(
            caseNo,
            "reports",
            clerk,
            "{\"orderNo\":\"BZ1-W\",\"event\":\"CASE_CLOSED\",\"occurredAt\":\"2031-01-01T00:00:00Z\"}");

    assertThat(json(answer).path("errors"))
        .extracting(it -> it.path("code").asText())
        .containsExactlyInAnyOrder("UNKNOWN_EVENT", "UNKNOWN_ORDER", "IN_THE_FUTURE");
    assertThat(HUB.view(caseNo).events()).noneMatch(it -> it.source().equals("window"));
  }

  @Test
  void onlyWhoHasATokenRecordsAndASupervisorOnlyNotes() {
    var caseNo = HUB.open("WATER");
    var note = "{\"text\":\"督办\"}";

    assertThat(post(caseNo, "notes", "nobody's", note).statusCode()).isEqualTo(401);
    assertThat(post(caseNo, "notes", "", note).statusCode()).isEqualTo(401);
    assertThat(post(caseNo, "acceptance-choice", supervisor, "{\"mode\":\"SINGLE\"}").statusCode())
        .isEqualTo(403);
    assertThat(post(caseNo, "notes", supervisor, note).statusCode()).isEqualTo(200);
  }

  @Test
  void unknownCasesUnknownActsAndBodiesThatAreNoJsonAreRefused() {
    var caseNo = HUB.open("WATER");

    assertThat(post("BZ0", "notes", clerk, "{\"text\":\"x\"}").statusCode()).isEqualTo(404);
    assertThat(post(caseNo, "dances", clerk, "{}").statusCode()).isEqualTo(404);
    assertThat(post(caseNo, "notes", clerk, "{\"text\":").statusCode()).isEqualTo(400);
    assertThat(
            post(caseNo, "notes", clerk, "{\"text\":\"" + "x".repeat(70_000) + "\"}").statusCode())
        .isEqualTo(400);
  }

  private static HttpResponse<String> post(String caseNo, String act, String token, String body) {
    var uri =
        "http://127.0.0.1:%d/api/v1/cases/%s/%s"
            .formatted(server.getWebServer().getPort(), caseNo, act);
    var request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.read(answer.body(), JsonNode.class);
  }

  /** The room and of the framework only what it needs. */
  @Import({Staff.class, Desk.class, WindowDoor.class})
  @ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    WebMvcAutoConfiguration.class
  })
  static class Door {}
}
