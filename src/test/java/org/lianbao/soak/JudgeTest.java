package org.lianbao.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.processes.WebClient;
import org.lianbao.shared.Json;
import org.lianbao.soak.Judge.Verdict;
import org.lianbao.soak.Promises.Promise;
import org.lianbao.soak.Witness.Held;
import org.lianbao.soak.Witness.Known;

/** A judge who overlooks a loss is worth nothing: each kind of loss is shown to one. */
class JudgeTest {

  private static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z");
  private static final Promise FIRST = new Promise("GG1", "BZ01");
  private static final Promise SECOND = new Promise("GG2", "BZ02");

  private final Map<String, ArrayNode> county = new HashMap<>();
  private final Map<String, ArrayNode> hub = new HashMap<>();
  private final List<Held> held = new ArrayList<>();
  private final List<Promise> promises = new ArrayList<>(List.of(FIRST, SECOND));
  private HttpServer server;
  private Model model;

  @BeforeEach
  void everythingWentWell() throws IOException {
    for (var promise : promises) {
      var caseNo = promise.caseNo();
      var events = Json.mapper().createArrayNode();
      events.add(event(1, "APPLICATION_ACCEPTED", null, "INTAKE"));
      events.add(event(2, "SURVEY_COMPLETED", caseNo + "-W", "BUILDING"));
      events.add(event(3, "STAGE_CHANGED", null, "DONE"));
      county.put(caseNo, events);
      hub.put(caseNo, events.deepCopy());
      hold("mill", caseNo + "-A", 1);
      hold("mill", caseNo + "-B", 2);
      hold("bureau", "turn/" + caseNo + "/3", 3);
    }
    var own = held.stream().filter(order -> order.orderNo().contains(FIRST.caseNo())).toList();
    model = Model.of(FIRST, own, county.get(FIRST.caseNo()));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var path = exchange.getRequestURI().getPath();
          var caseNo = path.replaceAll(".*/(BZ\\d+).*", "$1");
          var events = (path.startsWith("/admin") ? county : hub).get(caseNo);
          var answer = Json.mapper().createObjectNode().set("events", events);
          var bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          try (var body = exchange.getResponseBody()) {
            body.write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void findsNothingWhereEverythingWentWell() throws Exception {
    assertThat(failures()).isEmpty();
  }

  @Test
  void findsAPromiseThatIsNoCase() throws Exception {
    promises.add(new Promise("GG3", "BZ03"));

    assertThat(failures()).singleElement().asString().contains("BZ03 was promised");
  }

  @Test
  void findsACaseNobodyWasPromised() throws Exception {
    promises.remove(SECOND);

    assertThat(failures()).anyMatch(line -> line.contains("BZ02 is a case nobody was promised"));
  }

  @Test
  void findsAnOrderThatNeverArrived() throws Exception {
    held.removeIf(order -> order.orderNo().equals("BZ02-B"));

    assertThat(failures()).singleElement().asString().contains("BZ02 at mill");
  }

  @Test
  void findsOrdersThatCameInAnotherOrder() throws Exception {
    held.removeIf(order -> order.orderNo().equals("BZ02-A"));
    hold("mill", "BZ02-A", 5);

    assertThat(failures()).singleElement().asString().contains("came [{case}-B, {case}-A]");
  }

  @Test
  void findsAnOrderWithTwoContents() throws Exception {
    held.removeIf(order -> order.orderNo().equals("BZ02-A"));
    held.add(new Held("mill", "BZ02-A", 2, true, true, 1, NOON));

    assertThat(failures()).singleElement().asString().contains("with two contents");
  }

  @Test
  void findsAnEventWhoseOrderDidNotCome() throws Exception {
    held.removeIf(order -> order.orderNo().equals("turn/BZ02/3"));

    assertThat(failures()).singleElement().asString().contains("bureau turn/{case}/3");
  }

  @Test
  void findsAReportThatWasLostAndOneThatCountsTwice() throws Exception {
    ((ObjectNode) county.get("BZ02").get(1)).put("implied", true);
    assertThat(failures()).singleElement().asString().contains("on record 0 times");

    ((ObjectNode) county.get("BZ02").get(1)).remove("implied");
    for (var events : List.of(county.get("BZ02"), hub.get("BZ02"))) {
      events.insert(2, event(3, "SURVEY_COMPLETED", "BZ02-W", "BUILDING"));
      ((ObjectNode) events.get(3)).put("seq", 4);
    }
    assertThat(failures()).anyMatch(line -> line.contains("on record 2 times"));
  }

  @Test
  void findsAGapAtTheCounty() throws Exception {
    hub.get("BZ02").add(event(4, "ORDER_RECEIVED", "BZ02-W", "DONE"));

    assertThat(failures()).singleElement().asString().contains("the hub says 4");
  }

  @Test
  void findsACaseThatDoesNotEnd() throws Exception {
    for (var events : List.of(county.get("BZ02"), hub.get("BZ02"))) {
      events.remove(2);
    }
    held.removeIf(order -> order.orderNo().equals("turn/BZ02/3"));

    assertThat(failures()).singleElement().asString().contains("BZ02 stands at BUILDING");
  }

  private List<String> failures() throws IOException, InterruptedException {
    var client = new WebClient(server.getAddress().getPort());
    var known =
        county.entrySet().stream()
            .map(
                each ->
                    new Known(
                        each.getKey(),
                        "",
                        each.getValue().size(),
                        each.getValue().get(each.getValue().size() - 1).path("stage").asText(),
                        0,
                        0))
            .collect(Collectors.toMap(Known::caseNo, each -> each));
    return new Judge(client, client, model)
        .judge(new Witness(known, held), promises, List.of()).stream()
            .map(Verdict::failures)
            .flatMap(List::stream)
            .toList();
  }

  private void hold(String partner, String orderNo, int second) {
    held.add(new Held(partner, orderNo, 1, false, true, 1, NOON.plusSeconds(second)));
  }

  private static ObjectNode event(int seq, String code, String orderNo, String stage) {
    return Json.mapper()
        .createObjectNode()
        .put("seq", seq)
        .put("eventCode", code)
        .put("code", code)
        .put("partner", "mill")
        .put("orderNo", orderNo)
        .put("stage", stage);
  }
}
