package org.lianbao.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.Rooms;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.Cases;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Problem.Fault;
import org.lianbao.shared.Problem.Severity;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.HttpEncodingAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.transaction.PlatformTransactionManager;

/** A clerk at the pages, on the real record. */
class DeskPageTest {

  private static final Rooms HUB = new Rooms();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"(\\w+)\"");

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
  void whoIsNotSignedInIsAskedToAndComesBackToTheCase() {
    var caseNo = HUB.open("WATER");

    var away = get("/cases/" + caseNo + "/desk", null);
    assertThat(away.statusCode()).isEqualTo(303);
    assertThat(location(away)).isEqualTo("/window?caseNo=" + caseNo);
    assertThat(get(location(away), null).body()).contains("人员令牌", caseNo);

    var in = post("/window/sign-in", null, "token", clerk, "caseNo", caseNo);
    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(location(in)).isEqualTo("/cases/" + caseNo + "/desk");
    assertThat(in.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain(clerk);
  }

  @Test
  void aTokenNobodyHasSignsNobodyInAndAnotherSiteIsNoWayBack() {
    var refused = post("/window/sign-in", null, "token", "0".repeat(48));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("没有人员持有此令牌");
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();

    var in = post("/window/sign-in", null, "token", clerk, "caseNo", "//evil.example/");
    assertThat(location(in)).startsWith("/cases/");
  }

  @Test
  void whoTriesTokensNobodyHasMustWaitAndThenMaySignIn() {
    for (var i = 0; i < 10; i++) {
      post("/window/sign-in", null, "token", "1".repeat(48));
    }

    var early = post("/window/sign-in", null, "token", clerk);
    assertThat(early.statusCode()).isEqualTo(429);
    assertThat(early.body()).contains("请一分钟后再试");
    assertThat(early.headers().firstValue("Set-Cookie")).isEmpty();

    HUB.pass(Attempts.WHILE);
    assertThat(post("/window/sign-in", null, "token", clerk).statusCode()).isEqualTo(303);
  }

  @Test
  void aFormSentFromAnotherSiteIsRefusedEverywhere() {
    var caseNo = HUB.open("WATER");
    for (var path : List.of("/window/sign-in", "/window/sign-out", "/cases/" + caseNo + "/desk")) {
      var elsewhere =
          request(path, signIn(clerk), "zh-CN")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Sec-Fetch-Site", "cross-site")
              .POST(BodyPublishers.ofString("token=" + clerk + "&act=notes"))
              .build();

      var answer = send(elsewhere);

      assertThat(answer.statusCode()).as(path).isEqualTo(403);
      assertThat(answer.headers().firstValue("Set-Cookie")).as(path).isEmpty();
    }
  }

  @Test
  void aClerkRecordsWhatASilentPartnerDidInOneStep() {
    var caseNo = HUB.open("WATER");
    var session = signIn(clerk);
    var page = get("/cases/" + caseNo + "/desk", session).body();
    assertThat(page).contains("现在等什么", "代报进展", "踏勘完成", caseNo + "-W");

    var answer =
        post(
            "/cases/" + caseNo + "/desk",
            session,
            "key",
            key(page),
            "act",
            "reports",
            "/orderNo",
            caseNo + "-W",
            "/event",
            "SURVEY_COMPLETED",
            "/occurredAt",
            "2026-11-09T09:30",
            "/attributes",
            "accessOk=true\nlength = 260\n");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(get(location(answer), session).body()).contains("已登记：代报进展");
    var told =
        HUB.view(caseNo).events().stream()
            .filter(it -> it.code().equals("SURVEY_COMPLETED"))
            .findFirst()
            .orElseThrow();
    assertThat(told.source()).isEqualTo("window");
    assertThat(told.occurredAt()).isEqualTo("2026-11-09T01:30:00Z");
    assertThat(told.attributes().path("accessOk").isBoolean()).isTrue();
    assertThat(told.attributes().path("length").asInt()).isEqualTo(260);
    assertThat(told.attributes().path("recordedBy").asText()).isEqualTo("窗口");
  }

  @Test
  void severalTimesAreOfferedAtOnceAndBlankLinesDoNotCount() {
    var caseNo = HUB.open("WATER");
    var session = signIn(clerk);

    var answer =
        post(
            "/cases/" + caseNo + "/desk",
            session,
            "key",
            key(get("/cases/" + caseNo + "/desk", session).body()),
            "act",
            "slots",
            "/slots/0/from",
            "",
            "/slots/1/from",
            "2026-11-12T09:00",
            "/slots/1/to",
            "2026-11-12T11:00",
            "/slots/2/from",
            "2026-11-13T15:00",
            "/slots/2/to",
            "2026-11-13T17:00");

    assertThat(answer.statusCode()).isEqualTo(303);
    var offered =
        HUB.view(caseNo).events().stream()
            .filter(it -> it.code().equals("SLOTS_OFFERED"))
            .findFirst()
            .orElseThrow();
    assertThat(offered.attributes().path("slots")).hasSize(2);
  }

  @Test
  void everyFaultStandsAtItsBoxAndNothingWrittenIsLost() {
    var caseNo = HUB.open("WATER");
    var session = signIn(clerk);

    var answer =
        post(
            "/cases/" + caseNo + "/desk",
            session,
            "key",
            key(get("/cases/" + caseNo + "/desk", session).body()),
            "act",
            "payments",
            "/billNo",
            "B-7",
            "/amount",
            "一千二",
            "/paidAt",
            "2031-01-01T09:00");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("B-7", "一千二", "class=\"fault\"");
    assertThat(HUB.view(caseNo).events()).noneMatch(it -> it.code().equals("FEE_PAID"));
  }

  @Test
  void aFormThatIsNotOfThisSessionIsRefused() {
    var caseNo = HUB.open("WATER");
    var session = signIn(clerk);
    var others = key(get("/cases/" + caseNo + "/desk", signIn(supervisor)).body());

    for (var key : new String[] {"", "0".repeat(64), others}) {
      var answer =
          post("/cases/" + caseNo + "/desk", session, "key", key, "act", "notes", "/text", "fremd");
      assertThat(answer.statusCode()).isEqualTo(403);
    }
    assertThat(HUB.view(caseNo).events()).noneMatch(it -> it.code().equals("NOTE_ADDED"));
  }

  @Test
  void aSupervisorIsOfferedNotesAloneAndCanRecordNothingElse() {
    var caseNo = HUB.open("WATER");
    var session = signIn(supervisor);
    var page = get("/cases/" + caseNo + "/desk", session).body();
    assertThat(page).contains("记事").doesNotContain("代报进展");

    var answer =
        post(
            "/cases/" + caseNo + "/desk",
            session,
            "key",
            key(page),
            "act",
            "acceptance-choice",
            "/mode",
            "SINGLE");

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void aCallByHandAndAnOpenWarningAreAClickFromTheirForm() {
    var caseNo =
        HUB.open(
            Rooms.form("DRAINAGE"),
            new Fault("/project/lon", "经度", "OUTSIDE", "经度：不在本县", Severity.WARN));
    var page = get("/cases/" + caseNo + "/desk", signIn(clerk)).body();

    var call = HUB.view(caseNo).calls().get(0).orderNo();
    assertThat(page).contains("for=reports").contains(call).contains("for=overrides");
    assertThat(page)
        .contains(
            "/event="
                + HUB.view(caseNo).orders().stream()
                    .filter(order -> order.orderNo().equals(call))
                    .findFirst()
                    .orElseThrow()
                    .ahead()
                    .get(0));
    var prefilled =
        get(
                "/cases/" + caseNo + "/desk?for=overrides&/pointer=/project/lon&/code=OUTSIDE",
                signIn(clerk))
            .body();
    assertThat(prefilled).contains("value=\"/project/lon\"", "value=\"OUTSIDE\"");
  }

  @Test
  void aSessionEndsWithItsDayWithItsTokenAndWhenTheClerkSignsOut() throws IOException {
    var caseNo = HUB.open("WATER");
    var desk = "/cases/" + caseNo + "/desk";
    var session = signIn(clerk);
    assertThat(get(desk, session).statusCode()).isEqualTo(200);
    assertThat(get(desk, session + "0").statusCode()).isEqualTo(303);
    assertThat(get(desk, Sessions.COOKIE + "=%%%.x.y").statusCode()).isEqualTo(303);
    assertThat(post("/window/sign-out", session).headers().firstValue("Set-Cookie").orElseThrow())
        .contains("Max-Age=0");

    HUB.pass(Duration.ofHours(12));
    assertThat(get(desk, session).statusCode()).isEqualTo(303);

    var next = signIn(clerk);
    var file = data.resolve("staff.yaml");
    var before = Files.readString(file);
    Files.writeString(file, before.replace(clerk, "f".repeat(48)));
    assertThat(get(desk, next).statusCode()).isEqualTo(303);
    Files.writeString(file, before);
  }

  @Test
  void everyActAndEveryBoxHasItsWordsInEnglishToo() {
    var caseNo = HUB.open("WATER");

    var english = send(request("/cases/" + caseNo + "/desk", signIn(clerk), "en").GET().build());

    assertThat(english.statusCode()).isEqualTo(200);
    assertThat(english.body()).contains("Report for a party", "Let a warning stand");
    assertThat(english.body().replaceAll("(?s)<header.*?</header>", ""))
        .doesNotContain("??")
        .doesNotContainPattern(">[^<]*登记[^<]*<");
  }

  private static String signIn(String token) {
    return post("/window/sign-in", null, "token", token)
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .replaceAll(";.*", "");
  }

  private static String key(String page) {
    var found = KEY.matcher(page);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static HttpResponse<String> get(String path, String cookie) {
    return send(request(path, cookie, "zh-CN").GET().build());
  }

  private static HttpResponse<String> post(String path, String cookie, String... boxes) {
    var body = new ArrayList<String>();
    for (var i = 0; i < boxes.length; i += 2) {
      body.add(encode(boxes[i]) + "=" + encode(boxes[i + 1]));
    }
    return send(
        request(path, cookie, "zh-CN")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(String.join("&", body)))
            .build());
  }

  private static HttpRequest.Builder request(String path, String cookie, String language) {
    var uri = "http://127.0.0.1:" + server.getWebServer().getPort() + path;
    var request = HttpRequest.newBuilder(URI.create(uri)).header("Accept-Language", language);
    return cookie == null ? request : request.header("Cookie", cookie);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The room and of the framework only what it needs. */
  @Import({Staff.class, Attempts.class, Sessions.class, Desk.class, Forms.class, DeskPage.class})
  @ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    ThymeleafAutoConfiguration.class
  })
  static class Door {

    @Bean
    MessageSource messageSource() {
      var messages = new ResourceBundleMessageSource();
      messages.setBasename("messages");
      messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
      messages.setFallbackToSystemLocale(false);
      return messages;
    }
  }
}
