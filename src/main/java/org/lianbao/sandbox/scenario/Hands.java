package org.lianbao.sandbox.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.lianbao.sandbox.county.CountyPost;
import org.lianbao.shared.Json;

/** Does what an act says: as the county, signed, or as a person of the window, with a token. */
final class Hands {

  private final CountyPost county;
  private final URI hub;
  private final Path staff;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Hands(CountyPost county, URI hub, Path data) {
    this.county = county;
    this.hub = hub;
    this.staff = data.resolve("staff.yaml");
  }

  /**
   * Does it; the same again changes nothing.
   *
   * @return {@code ""}, or what the hub answered instead of taking it
   * @throws IOException if the hub cannot be reached or is in trouble
   */
  String act(Run run, int place, JsonNode status) throws IOException, InterruptedException {
    var act = run.scenario().acts().get(place);
    var caseNo = run.caseNo();
    // Always the same for one act, so that the hub knows a repetition.
    var id = UUID.nameUUIDFromBytes((caseNo + "/" + place).getBytes(StandardCharsets.UTF_8));
    if (act.amend() != null) {
      return told(post(county.target(), run.amended(place), id));
    }
    if (act.withdraw() != null) {
      return told(post(county.withdrawal(caseNo), act.withdraw().deepCopy(), id));
    }
    if (act.correct() != null) {
      return told(post(county.corrections(caseNo), act.correct().deepCopy(), id));
    }
    for (var note : act.window().entrySet()) {
      var refused = told(record(caseNo, note.getKey(), filled(note.getValue(), caseNo, status)));
      if (!refused.isEmpty()) {
        return refused;
      }
    }
    return "";
  }

  private CountyPost.Answer post(URI target, ObjectNode document, UUID id)
      throws IOException, InterruptedException {
    document.put("requestId", id.toString());
    return county.post(target, Json.write(document).getBytes(StandardCharsets.UTF_8));
  }

  private CountyPost.Answer record(String caseNo, String act, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(hub.resolve("/api/v1/cases/" + caseNo + "/" + act))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token())
            .POST(HttpRequest.BodyPublishers.ofString(body));
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new CountyPost.Answer(answer.statusCode(), answer.body());
  }

  private String token() throws IOException {
    for (var person : new YAMLMapper().readTree(staff.toFile())) {
      if (person.path("role").asText().equals("WINDOW")) {
        return person.path("token").asText();
      }
    }
    throw new IOException(staff + " 中没有窗口人员 / names nobody of the window");
  }

  private static String filled(JsonNode body, String caseNo, JsonNode status) {
    return Json.write(body)
        .replace("{orderNo}", status.path("orderNo").asText())
        .replace("{caseNo}", caseNo);
  }

  private static String told(CountyPost.Answer answer) throws IOException {
    if (answer.status() >= 500) {
      throw new IOException("the hub answered " + answer.status());
    }
    return answer.status() / 100 == 2 ? "" : "HTTP " + answer.status() + " " + answer.body();
  }
}
