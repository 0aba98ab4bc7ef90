package org.lianbao.sandbox.urban;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lianbao.sandbox.desk.OrderView;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.desk.Received;
import org.lianbao.sandbox.desk.Scripts;
import org.lianbao.sandbox.desk.Simulator;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.fault.FaultyDoor;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * The urban management bureau's system: always HTTP 200; {@code status} tells of the door, {@code
 * custom} of the matter.
 */
public final class UrbanBureau implements Simulator {

  /** What it cannot work without. */
  public static final Needs NEEDS = Needs.of("urban-management", "token");

  private static final int MAX_ANSWER = 1024 * 1024;

  private final String token;
  private final URI callbackUrl;
  private final Pacer pacer;
  private final Counter works;
  private final Counter acceptances;
  private final Received received = new Received();
  private Faults faults = Faults.none();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public UrbanBureau(Path directory, Agreed agreed, Duration pace, URI hub, Scripts scripts)
      throws IOException {
    var clock = Clock.system();
    this.token = agreed.text("token");
    this.callbackUrl = URI.create(hub.toString().replaceAll("/+$", "") + "/callbacks/" + name());
    this.pacer = new Pacer(name(), pace, 2);
    this.works =
        new Counter(
            directory, name(), "CG", Step.WORKS, Step.ofWorks(), scripts, pacer, clock, this::tell);
    this.acceptances =
        new Counter(
            directory,
            name() + "-acceptance",
            "CGYS",
            Step.ACCEPTANCE,
            Step.ACCEPTANCE,
            scripts,
            pacer,
            clock,
            this::tell);
  }

  @Override
  public String name() {
    return NEEDS.partner();
  }

  @Override
  public void start(WebDoor door) {
    door.open("/cg/rest/bz/accept", this::accept);
    works.resume();
    acceptances.resume();
  }

  @Override
  public List<OrderView> orders() {
    return Stream.concat(works.orders().stream(), acceptances.orders().stream()).toList();
  }

  @Override
  public Optional<byte[]> received(String orderNo) {
    return received.of(orderNo);
  }

  @Override
  public Set<FaultKind> faults() {
    return FaultKind.ofCalls();
  }

  @Override
  public void suffer(Faults its) {
    faults = its;
    works.suffer(its, () -> post(FaultyDoor.garbage()));
    acceptances.suffer(its, () -> post(FaultyDoor.garbage()));
  }

  @Override
  public Reply busy() {
    return atTheDoor("500", "系统繁忙,请稍后再试");
  }

  @Override
  public void close() throws IOException {
    pacer.close();
    works.close();
    acceptances.close();
  }

  private Reply accept(Request request) {
    if (!request.isPost() || !request.isUtf8("application/json", false)) {
      return atTheDoor("400", "请求格式错误:需要 POST application/json; charset=UTF-8");
    }
    JsonNode message;
    try {
      message = Json.read(request.body());
    } catch (Json.MalformedJson e) {
      return atTheDoor("400", "请求格式错误:不是 JSON");
    }
    var given = message.path("token").isTextual() ? message.path("token").textValue() : "";
    if (!Digest.matches(Digest.sm3(token), Digest.sm3(given))) {
      return atTheDoor("401", "token无效");
    }
    try {
      var report = WorksReport.read(message.path("params"));
      if (faults.has(FaultKind.REFUSE)) {
        throw new WorksReport.Refusal("施工地点不在本局管辖范围内");
      }
      received.keep(report.lsh(), request.body());
      var answer = (report.acceptance() ? acceptances : works).take(report);
      return matter(Map.of("code", "1", "text", answer.text(), "slh", answer.slh()));
    } catch (WorksReport.Refusal e) {
      return matter(Map.of("code", "0", "text", e.getMessage()));
    }
  }

  private static Reply atTheDoor(String code, String text) {
    return Reply.json(200, Map.of("status", Map.of("code", code, "text", text)));
  }

  private static Reply matter(Map<String, String> custom) {
    return Reply.json(
        200, Map.of("status", Map.of("code", "200", "text", "success"), "custom", custom));
  }

  private void tell(Object params) throws IOException, InterruptedException {
    var message = Json.write(Map.of("token", token, "params", params));
    var answer = post(message.getBytes(StandardCharsets.UTF_8));
    byte[] bytes;
    try (var body = answer.body()) {
      bytes = body.readNBytes(MAX_ANSWER);
    }
    if (answer.statusCode() != 200 || !isKept(bytes)) {
      throw new IOException("status " + answer.statusCode() + " to a callback, or a no inside it");
    }
  }

  private HttpResponse<InputStream> post(byte[] message) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(callbackUrl)
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", "application/json; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  private static boolean isKept(byte[] answer) throws IOException {
    try {
      var said = Json.read(answer);
      return said.at("/status/code").asText().equals("200")
          && said.at("/custom/code").asText().equals("1");
    } catch (Json.MalformedJson e) {
      throw new IOException("the answer is not JSON", e);
    }
  }
}
