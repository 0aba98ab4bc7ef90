package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.springframework.util.FileSystemUtils;

/** Changes to partners of a running hub. */
class ApplyTest {

  private final RunningHub hub = RunningHub.open();
  private final CamelContext camel = hub.bean(CamelContext.class);

  @AfterEach
  void putBack() throws IOException {
    hub.backToRunning("acme");
    hub.backToRunning("bolt");
  }

  @Test
  void aDrainageCompanyIsConnectedByFilesAlone() throws IOException {
    hub.newPartner("drainage", "utility:DRAINAGE");
    hub.edit(
        "routes/drainage/partner.yaml",
        "  - /application/project/site\n",
        "  - /application/project/site\n  - /application/drainage\n");
    hub.edit(
        "mappings/drainage/order.jsonata",
        "\"applyNo\": orderNo,",
        "\"applyNo\": orderNo, \"sewage\": application.drainage.dailyDischarge,");
    hub.edit("mappings/drainage/callback.jsonata", "\"remark\": remark,", "\"note\": remark,");
    for (var example : List.of("callback-accepted", "callback-surveyed")) {
      hub.edit(
          "mappings/drainage/examples/" + example + "/expected.json", "\"remark\"", "\"note\"");
    }

    var verdict = hub.operator("apply", "drainage", "--by", "王工", "--json");

    assertThat(verdict.code()).as(verdict.out() + verdict.err()).isZero();
    assertThat(verdict.json().path("outcome").asText()).isEqualTo("APPLIED");
    assertThat(verdict.json().path("routes"))
        .extracting(JsonNode::asText)
        .contains("drainage.submit-order", "drainage.take-callback");
    var caseNo = hub.apply("DRAINAGE");
    assertThat(hub.awaitOrder(caseNo, "D").path("sewage").asDouble()).isEqualTo(96.5);
    var report = RunningHub.message(caseNo + "-D", "ACCEPT", "2026-11-25 09:00:00");
    assertThat(hub.report("drainage", report).statusCode()).isEqualTo(200);
    assertThat(hub.events(caseNo)).contains("ORDER_ACCEPTED");

    FileSystemUtils.deleteRecursively(hub.file("routes/drainage"));
    FileSystemUtils.deleteRecursively(hub.file("mappings/drainage"));
    var removal = hub.operator("apply", "drainage", "--json");
    assertThat(removal.code()).isEqualTo(1);
    assertThat(removal.out()).contains("unfinished orders");
    hub.backToRunning("drainage");
  }

  @Test
  void aPartnerWithoutUnfinishedOrdersCanBeTakenOut() throws IOException {
    hub.newPartner("brief", "utility:TELECOM");
    assertThat(hub.operator("apply", "brief").code()).isZero();

    FileSystemUtils.deleteRecursively(hub.file("routes/brief"));
    FileSystemUtils.deleteRecursively(hub.file("mappings/brief"));

    assertThat(hub.operator("apply", "brief", "--json").json().path("outcome").asText())
        .isEqualTo("REMOVED");
    assertThat(camel.getRoutes()).noneMatch(route -> "brief".equals(route.getGroup()));
    assertThat(hub.operator("apply", "brief").code()).isEqualTo(2);
  }

  @Test
  void brokenTextIsRefusedWithItsPlaceWhileOrdersFlow() throws IOException {
    var posting = new AtomicBoolean(true);
    var cases =
        CompletableFuture.supplyAsync(
            () -> {
              var posted = new ArrayList<String>();
              while (posting.get()) {
                posted.add(hub.apply("WATER"));
              }
              return posted;
            });
    hub.edit("mappings/acme/order.jsonata", "\"custName\": $party.name,", "\"custName\": $party.,");
    var mapping = hub.operator("apply", "acme", "--json");
    hub.backToRunning("acme");
    hub.edit("routes/acme/orders.camel.yaml", "uri: direct:hub.settle", "uri: direct:hub.setle");
    var route = hub.operator("apply", "acme");
    hub.backToRunning("acme");
    hub.edit("routes/acme/orders.camel.yaml", "concurrentConsumers: 4", "concurrentConsumrs: 4");
    var option = hub.operator("apply", "acme", "--json");
    posting.set(false);

    assertThat(mapping.code()).isEqualTo(1);
    assertThat(places(mapping.json())).contains("mappings/acme/order.jsonata:8");
    assertThat(route.code()).isEqualTo(1);
    assertThat(route.out())
        .contains("routes/acme/orders.camel.yaml:45")
        .contains("direct:hub.setle");
    assertThat(option.json().path("outcome").asText()).as(option.out()).isEqualTo("REFUSED");
    assertThat(places(option.json())).contains("routes/acme/orders.camel.yaml:2");
    assertThat(cases.join()).isNotEmpty();
    for (var caseNo : cases.join()) {
      assertThat(hub.awaitOrder(caseNo, "A").path("custName").asText()).isNotBlank();
    }
    assertThat(hub.awaitOrder(hub.apply("WATER"), "A").path("custName").asText()).isNotBlank();
  }

  @Test
  void anEditedFileChangesNothingUntilItIsApplied() throws IOException {
    hub.edit("mappings/acme/order.jsonata", "\"custName\"", "\"customer\"");
    hub.edit("mappings/acme/examples/order/expected.json", "\"custName\"", "\"customer\"");
    assertThat(hub.awaitOrder(hub.apply("WATER"), "A").has("custName")).isTrue();
    assertThat(hub.operator("changes", "acme").out()).contains("./lianbao apply acme");

    assertThat(hub.operator("apply", "acme", "--by", "王工").code()).isZero();

    assertThat(hub.awaitOrder(hub.apply("WATER"), "A").has("customer")).isTrue();
    var changes = hub.operator("changes", "acme", "--diff").out();
    assertThat(changes)
        .contains("APPLIED")
        .contains("王工")
        .contains("--- mappings/acme/order.jsonata")
        .contains("+ 8:     \"customer\": $party.name,")
        .doesNotContain("./lianbao apply acme");
    assertThat(hub.operator("apply", "acme", "--json").json().path("outcome").asText())
        .isEqualTo("UNCHANGED");
    hub.edit("mappings/acme/order.jsonata", "\"customer\"", "\"custName\"");
    hub.edit("mappings/acme/examples/order/expected.json", "\"customer\"", "\"custName\"");
    assertThat(hub.operator("apply", "acme").code()).isZero();
  }

  @Test
  void whatComesWhileAChangeComesIntoForceIsTakenOnceAndAnswered() throws IOException {
    var caseNo = hub.apply("WATER");
    hub.awaitOrder(caseNo, "A");
    var busy = new AtomicBoolean(true);
    var cases =
        CompletableFuture.supplyAsync(
            () -> {
              var posted = new ArrayList<String>();
              while (busy.get()) {
                posted.add(hub.apply("WATER"));
              }
              return posted;
            });
    var answers =
        CompletableFuture.supplyAsync(
            () -> {
              var given = new ArrayList<Integer>();
              while (busy.get()) {
                var time =
                    "2026-11-25 %02d:%02d:00".formatted(given.size() / 60, given.size() % 60);
                var report = RunningHub.message(caseNo + "-A", "ACCEPT", time);
                given.add(hub.report("acme", report).statusCode());
              }
              return given;
            });
    for (var wait : List.of("3s", "4s", "2s")) {
      Files.writeString(
          hub.file("routes/acme/partner.yaml"),
          Files.readString(hub.file("routes/acme/partner.yaml"))
              .replaceAll("retry: .*", "retry: {first: " + wait + ", max: 5m, giveUpAfter: 7d}"));
      assertThat(hub.operator("apply", "acme", "--json").json().path("outcome").asText())
          .isEqualTo("APPLIED");
    }
    busy.set(false);

    assertThat(answers.join()).isNotEmpty().containsOnly(200);
    assertThat(cases.join()).isNotEmpty();
    for (var one : cases.join()) {
      hub.awaitOrder(one, "A");
    }
    assertThat(cases.join()).allSatisfy(one -> assertThat(hub.times(one + "-A")).isEqualTo(1));
  }

  @Test
  void aPartnerOnTheBrokerGetsItsAccountAndQueuesAtOnce() throws IOException, JMSException {
    hub.newPartner("telegraph", "utility:TELEGRAPH", "jms");

    var verdict = hub.operator("apply", "telegraph", "--json");

    assertThat(verdict.code()).as(verdict.out() + verdict.err()).isZero();
    var partner = hub.bean(Partners.class).find("telegraph").orElseThrow();
    var account = partner.broker().orElseThrow();
    var password = hub.bean(PartnerSettings.class).get("telegraph", "broker-password");
    var server =
        new ActiveMQConnectionFactory(hub.brokerUrl(), account.user(), password.orElseThrow());
    try (var connection = server.createConnection()) {
      var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      session.createProducer(session.createQueue(account.sends().iterator().next())).close();
      session.createConsumer(session.createQueue(account.receives().iterator().next())).close();
      assertThatThrownBy(() -> session.createConsumer(session.createQueue("lianbao.orders.acme")))
          .isInstanceOf(JMSException.class);
    } finally {
      server.close();
    }
  }

  @Test
  void aRouteThatIsRenamedIsGoneUnderItsOldName() throws IOException {
    hub.edit("routes/bolt/orders.camel.yaml", "bolt.submit-order", "bolt.send-order");

    assertThat(hub.operator("apply", "bolt").code()).isZero();

    assertThat(camel.getRoute("bolt.submit-order")).isNull();
    assertThat(camel.getRoute("bolt.send-order")).isNotNull();
    assertThat(hub.awaitOrder(hub.apply("POWER"), "B")).isNotNull();
  }

  @Test
  void textThatPassesTheCheckButDoesNotStartIsPutBack() throws IOException {
    // The broker knows nobody of that name, which only a start finds out.
    hub.edit(
        "routes/bolt/orders.camel.yaml",
        "concurrentConsumers: 4",
        "concurrentConsumers: 4\n        testConnectionOnStartup: true\n"
            + "        username: \"{{lianbao.partners.bolt.app-key}}\"\n"
            + "        password: \"{{lianbao.partners.bolt.secret}}\"");
    hub.edit("mappings/bolt/order.jsonata", "\"custName\"", "\"customer\"");
    hub.edit("mappings/bolt/examples/order/expected.json", "\"custName\"", "\"customer\"");

    var verdict = hub.operator("apply", "bolt", "--json");

    assertThat(verdict.code()).isEqualTo(1);
    assertThat(verdict.json().path("outcome").asText()).as(verdict.out()).isEqualTo("RESTORED");
    assertThat(places(verdict.json())).containsExactly("routes/bolt/orders.camel.yaml:2");
    assertThat(verdict.json().path("routes")).isNotEmpty();
    assertThat(hub.awaitOrder(hub.apply("POWER"), "B").has("custName")).isTrue();
    assertThat(hub.operator("changes", "bolt").out()).contains("RESTORED");
    assertThat(hub.operator("changes", "bolt").out()).contains("./lianbao apply bolt");
  }

  @Test
  void aSettingWithoutAValueIsNamed() throws IOException {
    hub.edit(
        "routes/bolt/partner.yaml",
        "  secret:\n",
        "  branch:\n    zh: 营业厅编号\n    en: Number of the branch\n  secret:\n");

    var refused = hub.operator("apply", "bolt");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("branch").contains("data/partners.yaml");

    var settings = hub.data.resolve("partners.yaml");
    var before = Files.readString(settings);
    Files.writeString(settings, before.replace("    bolt:\n", "    bolt:\n      branch: \"07\"\n"));
    assertThat(hub.operator("apply", "bolt").code()).isZero();
    Files.writeString(settings, before);
  }

  @Test
  void aSettingWithAValueItMayNotHaveIsNamedWithThoseItMay() throws IOException {
    var settings = hub.data.resolve("partners.yaml");
    var before = Files.readString(settings);
    Files.writeString(
        settings, before + "\n---\nlianbao: {partners: {county: {channel: telex}}}\n");
    try {
      var refused = hub.operator("apply", "county");

      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.out()).contains("channel").contains("http, jms, table");
    } finally {
      Files.writeString(settings, before);
    }
  }

  @Test
  void theDoorIsForTheOperatorAlone() throws IOException {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(hub.data.resolve("operator.json"))))
        .isEqualTo("rw-------");
    var post = HttpRequest.BodyPublishers.noBody();
    var apply = hub.url("/operator/partners/acme/apply?by=x");
    assertThat(hub.send(HttpRequest.newBuilder(apply).POST(post).build()).statusCode())
        .isEqualTo(401);
    var forged = HttpRequest.newBuilder(apply).header("Authorization", "Bearer x").POST(post);
    assertThat(hub.send(forged.build()).statusCode()).isEqualTo(401);
    assertThat(hub.operator("apply", "nobody").code()).isEqualTo(2);
    assertThat(hub.operator("apply", "_shared").code()).isEqualTo(2);
    assertThat(hub.operator("apply", "../acme").code()).isNotZero();
    var none = RunningHub.run(List.of("apply", "acme", "--data", hub.home.toString()));
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("no hub runs on");
  }

  private static List<String> places(JsonNode verdict) {
    var places = new ArrayList<String>();
    verdict
        .path("findings")
        .forEach(f -> places.add(f.path("file").asText() + ":" + f.path("line").asInt()));
    return places;
  }
}
