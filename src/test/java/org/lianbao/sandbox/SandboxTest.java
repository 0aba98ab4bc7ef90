package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

class SandboxTest {

  @TempDir Path data;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private ListeningHub hub;
  private Path form;

  @BeforeEach
  void open() throws Exception {
    new Town(data);
    form = data.resolve("it's a form.json");
    Files.writeString(form, "{\"requestId\":\"r-77\"}");
    hub = new ListeningHub("/api/v1/", request -> Reply.json(202, Map.of("caseNo", "BZ1")));
    var capture = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
  }

  @AfterEach
  void close() {
    System.setOut(out);
    System.setErr(err);
    hub.close();
  }

  @Test
  void postsAFormAndShowsTheAnswer() {
    assertThat(run("post", form.toString())).isZero();
    assertThat(text()).contains("HTTP 202").contains("\"caseNo\" : \"BZ1\"");
    assertThat(hub.heard.get(0).header("X-Request-Id")).isEqualTo("r-77");
  }

  @Test
  void withdrawsServicesAndAnswersCorrectionsOfACase() {
    assertThat(run("post", form.toString(), "--withdraw", "BZ7")).isZero();
    assertThat(run("post", form.toString(), "--correct", "BZ7")).isZero();
    assertThat(run("post", form.toString(), "--correct", "BZ7", "--withdraw", "BZ7")).isEqualTo(2);

    assertThat(hub.heard)
        .extracting(Request::path)
        .containsExactly("/api/v1/cases/BZ7/withdrawal", "/api/v1/cases/BZ7/corrections");
  }

  @Test
  void saysThatTheHubRefused() {
    hub.answer(request -> Reply.json(422, Map.of("code", "INVALID_FORM")));
    assertThat(run("post", form.toString())).isEqualTo(1);
    assertThat(text()).contains("INVALID_FORM").contains("refused");
  }

  @Test
  void saysThatTheHubFailedOrIsAway() {
    hub.answer(request -> Reply.json(503, Map.of()));
    assertThat(run("post", form.toString())).isEqualTo(2);
    hub.close();
    assertThat(run("post", form.toString())).isEqualTo(2);
    assertThat(text()).contains("cannot be reached");
  }

  @Test
  void saysWhatIsWrongWithTheFileOrTheData() throws Exception {
    assertThat(run("post", data.resolve("none.json").toString())).isEqualTo(2);
    assertThat(text()).contains("no such readable file");
    Files.writeString(form, "{\"a\":");
    assertThat(run("post", form.toString())).isEqualTo(2);
    assertThat(text()).contains("is not JSON");
    Files.writeString(form, "{}");
    Files.delete(data.resolve("partners.yaml"));
    assertThat(run("post", form.toString())).isEqualTo(2);
    assertThat(text()).contains("partners.yaml").contains("start the hub once");
    assertThat(hub.heard).isEmpty();
  }

  @Test
  void printsACurlCommandThatTheCountysSignatureFits() throws Exception {
    assertThat(run("sign", form.toString())).isZero();

    var shell = new ProcessBuilder("sh", "-c", text()).redirectErrorStream(true).start();
    assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();

    assertThat(hub.heard).hasSize(1);
    var heard = hub.heard.get(0);
    var canonical =
        String.join(
            "\n",
            "POST",
            "/api/v1/applications",
            "",
            "GGXT",
            heard.header("X-Timestamp"),
            heard.header("X-Nonce"),
            Digest.sm3(heard.body()));
    assertThat(heard.header("X-Sign")).isEqualTo(Digest.hmacSm3(Town.COUNTY.secret(), canonical));
    assertThat(Json.read(heard.body()).get("requestId").asText()).isEqualTo("r-77");
  }

  @Test
  void refusesWhatIsNotAPace() {
    assertThat(Sandbox.run("serve", "--pace", "0s")).isEqualTo(2);
    assertThat(Sandbox.run("serve", "--pace", "2 days")).isEqualTo(2);
    assertThat(text()).contains("is not a pace");
    assertThat(new Pace().convert("50ms").toMillis()).isEqualTo(50);
    assertThat(new Pace().convert("1h").toMinutes()).isEqualTo(60);
  }

  @Test
  void refusesASecondSandboxOnTheSameData() throws Exception {
    try (var town = new Town(data).start(Town.NEVER);
        var second = new Town(data)) {
      assertThatThrownBy(() -> second.start(Town.NEVER)).hasMessageContaining("another sandbox");
      assertThat(town.look("/admin/health").get("status").asText()).isEqualTo("UP");
    }
  }

  @Test
  void answersUnknownAddressesAndWrongMethodsInJson() throws Exception {
    try (var town = new Town(data).start(Town.NEVER)) {
      assertThat(town.look("/nowhere").get("message").asText()).contains("no such address");
      assertThat(town.look("/wtr/install/submit/x").has("message")).isTrue();
      assertThat(town.post("/admin/health", new byte[0], Map.of()).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void aFaultIsBegunShownAndEndedFromTheCommandLine() throws Exception {
    try (var town = new Town(data).start(Town.NEVER)) {
      var at = "--sandbox=" + town.url("/");

      assertThat(Sandbox.run("fault", "water", "flaky:3", "--for", "1h", at)).isZero();
      assertThat(Sandbox.run("fault", at)).isZero();
      assertThat(text()).containsSubsequence("F1", "water", "flaky:3", "until", "F1", "water");
      assertThat(Sandbox.run("fault", "--end", "F1", at)).isZero();
      assertThat(town.look("/admin/faults")).isEmpty();
      assertThat(Sandbox.run("fault", "county", "reorder", at)).isEqualTo(1);
      assertThat(text()).contains("county cannot have 'reorder'; it can have down, slow");
      assertThat(Sandbox.run("fault", "--end", "F1", at)).isEqualTo(1);
      assertThat(Sandbox.run("fault", "water", at)).isEqualTo(2);
    }
    assertThat(Sandbox.run("fault", "--sandbox", "http://127.0.0.1:1")).isEqualTo(2);
    assertThat(text()).contains("cannot be reached");
  }

  @Test
  void aFaultAtTheStartThatCannotBeStopsTheSandbox() throws Exception {
    assertThat(
            Sandbox.run(
                "serve",
                "--data",
                data.toString(),
                "--http-port=0",
                "--sftp-port=0",
                "--fault",
                "water=hiccup"))
        .isEqualTo(2);
    assertThat(text()).contains("water cannot have 'hiccup'");
  }

  @Test
  void faultsAreAskedForInJsonAlone() throws Exception {
    try (var town = new Town(data).start(Town.NEVER)) {
      var asked = "{\"partner\":\"water\",\"fault\":\"down\"}".getBytes(StandardCharsets.UTF_8);
      assertThat(town.post("/admin/faults", asked, Map.of()).statusCode()).isEqualTo(415);
      assertThat(town.look("/admin/faults")).isEmpty();
    }
  }

  private int run(String command, String... arguments) {
    var all = new ArrayList<String>(List.of(command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", data.toString(), "--url", hub.url().toString()));
    return Sandbox.run(all.toArray(String[]::new));
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
