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
      tell(caseNo, "APPLICATION_ACCEPTED", "hub", null, "INTAKE");
      owe(caseNo, "-W", "-E");
      tell(caseNo, "SURVEY_COMPLETED", "mill", "-W", "BUILDING");
      tell(caseNo, "ORDERS_OWED", "hub", null, "BUILDING");
      owe(caseNo, "-W-FA");
      tell(caseNo, "SERVICE_CONNECTED", "mill", "-W", "BUILDING");
      tell(caseNo, "STAGE_CHANGED", "hub", null, "DONE");
      hold("mill", caseNo + "-W", 1, "found", "on");
      hold("grid", caseNo + "-E", 1);
      hold("mill", caseNo + "-W-FA", 2);
      hold("bureau", "turn/" + caseNo + "/5", 3);
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
  void leavesToTheHubWhatHangsOnTheOrderOfReports() throws Exception {
    tell("BZ02", "BILL_ISSUED", "hub", null, "DONE");
    tell("BZ02", "ORDERS_OWED", "hub", null, "DONE");
    owe("BZ02", "-W-ZD", "-E-ZD");
    hold("mill", "BZ02-W-ZD", 4);
    hold("grid", "BZ02-E-ZD", 4);

    assertThat(failures()).isEmpty();
  }

  @Test
  void findsAnOrderThatNeverArrived() throws Exception {
    held.removeIf(order -> order.orderNo().equals("BZ02-W-FA"));

    assertThat(failures()).containsExactly("BZ02-W-FA is owed and came to nobody");
  }

  @Test
  void findsOrdersThatCameInAnotherOrder() throws Exception {
    held.removeIf(order -> order.orderNo().equals("BZ02-W-FA"));
    hold("mill", "BZ02-W-FA", 0);

    assertThat(failures())
        .containsExactly("BZ02-W came to mill after BZ02-W-FA, which was owed later");
  }

  @Test
  void findsAnOrderWithTwoContents() throws Exception {
    held.removeIf(order -> order.orderNo().equals("BZ02-W-FA"));
    held.add(new Held("mill", "BZ02-W-FA", 2, true, true, List.of(), NOON.plusSeconds(2)));

    assertThat(failures()).containsExactly("BZ02-W-FA came to mill with 2 contents");
  }

  @Test
  void findsAnOrderThatNobodyOwes() throws Exception {
    hold("mill", "BZ02-W-XT1", 4);

    assertThat(failures()).containsExactly("mill holds BZ02-W-XT1, which is not owed");
  }

  @Test
  void findsAnOrderThatCameToSomebodyElse() throws Exception {
    held.removeIf(order -> order.orderNo().equals("BZ02-W-FA"));
    hold("grid", "BZ02-W-FA", 2);

    assertThat(failures()).containsExactly("BZ02-W-FA came to grid instead of mill");
  }

  @Test
  void findsAnEventWhoseOrderDidNotCome() throws Exception {
    held.removeIf(order -> order.orderNo().equals("turn/BZ02/5"));

    assertThat(failures()).singleElement().asString().contains("bureau turn/{case}/5");
  }

  @Test
  void findsAReportThatWasLost() throws Exception {
    ((ObjectNode) county.get("BZ02").get(1)).put("implied", true);

    assertThat(failures()).containsExactly("BZ02-W: SURVEY_COMPLETED of mill is on record 0 times");
  }

  @Test
  void findsAReportThatCountsTwice() throws Exception {
    tell("BZ02", "SURVEY_COMPLETED", "mill", "-W", "DONE");

    assertThat(failures()).containsExactly("BZ02-W: SURVEY_COMPLETED of mill is on record 2 times");
  }

  @Test
  void findsAReportWithAnotherOutcome() throws Exception {
    ((ObjectNode) county.get("BZ02").get(3)).put("outcome", "READY");

    assertThat(failures())
        .containsExactlyInAnyOrder(
            "BZ02-W: SERVICE_CONNECTED of mill is on record 0 times",
            "BZ02-W: SERVICE_CONNECTED READY of mill is on record 1 times");
  }

  @Test
  void findsAReportOfSomebodyWhoDoesNotHoldTheOrder() throws Exception {
    tell("BZ02", "FEE_PAID", "mill", "-E", "DONE");

    assertThat(failures()).singleElement().asString().contains("who does not hold it");
  }

  @Test
  void findsAStepThatWasNeverAcknowledged() throws Exception {
    held.removeIf(order -> order.orderNo().equals("BZ02-W"));
    hold("mill", "BZ02-W", 1, "found");

    assertThat(failures())
        .containsExactly("BZ02-W at mill: the steps [found] are not those of the model");
  }

  @Test
  void findsAGapAtTheCounty() throws Exception {
    hub.get("BZ02").add(event(6, "ORDER_RECEIVED", "hub", "BZ02-W", "DONE"));

    assertThat(failures()).singleElement().asString().contains("the hub says 6");
  }

  @Test
  void findsACaseThatDoesNotEnd() throws Exception {
    for (var events : List.of(county.get("BZ02"), hub.get("BZ02"))) {
      events.remove(4);
    }
    held.removeIf(order -> order.orderNo().equals("turn/BZ02/5"));

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

  private void hold(String partner, String orderNo, int second, String... reports) {
    held.add(
        new Held(partner, orderNo, 1, false, true, List.of(reports), NOON.plusSeconds(second)));
  }

  /** The hub records it, and the county hears of it. */
  private void tell(String caseNo, String code, String by, String ending, String stage) {
    var told = county.computeIfAbsent(caseNo, any -> Json.mapper().createArrayNode());
    var orderNo = ending == null ? null : caseNo + ending;
    var event = event(told.size() + 1, code, by, orderNo, stage);
    told.add(event);
    hub.computeIfAbsent(caseNo, any -> Json.mapper().createArrayNode()).add(event.deepCopy());
  }

  /** The last event made the hub owe these. */
  private void owe(String caseNo, String... endings) {
    var events = hub.get(caseNo);
    var orders = events.get(events.size() - 1).withObject("/attributes").putArray("orders");
    List.of(endings).forEach(ending -> orders.add(caseNo + ending));
  }

  private static ObjectNode event(int seq, String code, String by, String orderNo, String stage) {
    return Json.mapper()
        .createObjectNode()
        .put("seq", seq)
        .put("eventCode", code)
        .put("code", code)
        .put("partner", by)
        .put("orderNo", orderNo)
        .put("stage", stage);
  }
}
