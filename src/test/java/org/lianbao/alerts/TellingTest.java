package org.lianbao.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Json;

/**
 * People are told once when something begins and once when it is over, whatever their channel does.
 */
class TellingTest {

  private static final AlertRoom ROOM = new AlertRoom();
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

  private final Receiver receiver = new Receiver();
  private Telling telling;

  @AfterAll
  static void closeRoom() {
    ROOM.close();
  }

  @BeforeEach
  void empty() {
    ROOM.empty();
    telling = ROOM.telling(webhook(receiver.url()));
  }

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @Test
  void tellsOnceThatItBeganAndOnceThatItIsOver() {
    begins("water", "BZ1-W");
    ROOM.isWrong("orders-dead", "water", "BZ2-W", "BZ3-W");
    rounds(5);
    assertThat(items()).containsExactly("OPENED water");

    ROOM.isOver();
    rounds(5);

    assertThat(items()).containsExactly("OPENED water", "CLEARED water");
  }

  @Test
  void saysWhatItIsWhatItConcernsSinceWhenAndWhatToDo() {
    begins("water", "BZ4109282026110900001-W");

    telling.tell();

    var data = body(0).path("data");
    assertThat(body(0).path("type").asText()).isEqualTo("alerts.changed");
    assertThat(data.path("text").asText())
        .contains(
            "【告警】",
            "自来水公司",
            "1 件推送单待人工处理",
            "连接不上",
            "BZ4109282026110900001-W",
            "下一步：打电话",
            "https://hub.example/partners")
        .doesNotContain("cannot be reached", "{");
    assertThat(data.at("/items/0/alert/title/en").asText())
        .contains("orders that need a person: 1");
    assertThat(data.at("/items/0/alert/nextStep/en").asText()).startsWith("call");
  }

  @Test
  void speaksEnglishWhereThatIsSet() {
    telling = ROOM.telling(Locale.ENGLISH, webhook(receiver.url()));
    begins("water", "BZ1-W");

    telling.tell();

    assertThat(body(0).at("/data/text").asText())
        .contains("[ALERT]", "Next step: call")
        .doesNotContainPattern("\\p{IsHan}");
  }

  @Test
  void signsAsStandardWebhooksHasIt() throws Exception {
    begins("water", "BZ1-W");

    telling.tell();

    var posted = receiver.posted().get(0);
    var id = posted.headers().get("webhook-id");
    var at = posted.headers().get("webhook-timestamp");
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    var expected =
        mac.doFinal((id + "." + at + "." + posted.body()).getBytes(StandardCharsets.UTF_8));
    assertThat(posted.headers().get("webhook-signature"))
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
    assertThat(Long.parseLong(at)).isEqualTo(ROOM.now().getEpochSecond());
  }

  @Test
  void triesTheSameMessageAgainAtGrowingDistanceUntilItIsTaken() {
    receiver.answer(500, "");
    receiver.answer(503, "");
    begins("water", "BZ1-W");

    telling.tell();
    telling.tell();
    assertThat(receiver.posted()).hasSize(1);
    ROOM.pass(Duration.ofMinutes(1));
    telling.tell();
    ROOM.pass(Duration.ofMinutes(1));
    telling.tell();
    assertThat(receiver.posted()).hasSize(2);
    assertThat(telling.reach())
        .singleElement()
        .matches(reach -> reach.tries() == 2 && reach.fault().equals("HTTP 503"));
    ROOM.pass(Duration.ofMinutes(1));
    telling.tell();

    assertThat(receiver.posted()).hasSize(3);
    assertThat(receiver.posted()).extracting(Receiver.Posted::body).containsOnly(bodyText(0));
    assertThat(receiver.posted())
        .extracting(posted -> posted.headers().get("webhook-id"))
        .containsOnly("msg_" + id(0));
    assertThat(telling.reach()).singleElement().matches(reach -> reach.fault() == null);
  }

  @Test
  void waitsForAsLongAsTheChannelAsks() {
    receiver.askToWait(1800);
    begins("water", "BZ1-W");
    telling.tell();

    ROOM.pass(Duration.ofMinutes(29));
    telling.tell();
    assertThat(receiver.posted()).hasSize(1);
    ROOM.pass(Duration.ofMinutes(1));
    telling.tell();

    assertThat(receiver.posted()).hasSize(2);
  }

  @Test
  void whatBeganAndEndedWhileAChannelWasDownIsToldAsOne() {
    receiver.answer(500, "");
    begins("water", "BZ1-W");
    telling.tell();
    for (var partner : List.of("gas", "power", "heat")) {
      begins(partner, "BZ1-X");
    }
    ROOM.isOver();
    begins("gas", "BZ2-G");

    rounds(3);

    assertThat(receiver.posted()).hasSize(3);
    assertThat(items(2))
        .containsExactlyInAnyOrder(
            "CLEARED water", "PASSED gas", "PASSED power", "PASSED heat", "OPENED gas");
    assertThat(body(2).at("/data/text").asText()).contains("新告警 1 项，已恢复 4 项");
  }

  @Test
  void namesTheFirstFewOfAFloodAndCountsTheRest() {
    IntStream.range(0, 100).forEach(n -> ROOM.isWrong("flood-" + n, "water", "BZ" + n + "-W"));
    ROOM.look();

    rounds(3);

    assertThat(receiver.posted()).hasSize(1);
    assertThat(items(0)).hasSize(20);
    assertThat(body(0).at("/data/more").asInt()).isEqualTo(80);
  }

  @Test
  void aHubThatDiesWhileItTellsIsFollowedByTheSameMessage() {
    var dies =
        new Channel() {
          @Override
          public String name() {
            return "webhook";
          }

          @Override
          public String tell(Message message) {
            throw new IllegalStateException("killed");
          }
        };
    begins("water", "BZ1-W");
    ROOM.telling(dies).tell();

    telling.tell();
    assertThat(receiver.posted()).isEmpty();
    ROOM.pass(Duration.ofMinutes(2));
    telling.tell();
    telling.tell();

    assertThat(items()).containsExactly("OPENED water");
  }

  @Test
  void oneDeadChannelKeepsNoOtherWaiting() {
    telling = ROOM.telling(new Second(webhook("http://127.0.0.1:1/")), webhook(receiver.url()));
    begins("water", "BZ1-W");

    telling.tell();

    assertThat(items()).containsExactly("OPENED water");
    assertThat(telling.reach())
        .filteredOn(reach -> reach.channel().equals("wecom"))
        .singleElement()
        .matches(reach -> reach.fault().startsWith("连接不上"));
  }

  @Test
  void aChannelThatIsNewHearsOfWhatHappensFromNowOn() {
    begins("water", "BZ1-W");
    ROOM.isOver();
    var later = new Second(webhook(receiver.url()));

    telling = ROOM.telling(later);
    begins("gas", "BZ1-G");
    telling.tell();

    assertThat(items()).containsExactly("OPENED gas");
  }

  @Test
  void aTestSaysWhatEachChannelAnsweredAndNothingSecret() {
    telling =
        ROOM.telling(
            webhook(receiver.url()), new Second(webhook("http://127.0.0.1:1/?key=sesame")));

    var trials = telling.test();

    assertThat(body(0).path("type").asText()).isEqualTo("alerts.test");
    assertThat(trials).extracting(Alerts.Trial::taken).containsExactly(true, false);
    assertThat(trials.get(1).answer()).contains("cannot be reached").doesNotContain("sesame");
  }

  /** A webhook under another name, to have two. */
  private record Second(Channel channel) implements Channel {

    @Override
    public String name() {
      return "wecom";
    }

    @Override
    public String tell(Message message) throws NotTold {
      return channel.tell(message);
    }
  }

  private static Channel webhook(String url) {
    return new WebhookChannel(new AlertSettings.Webhook(url, SECRET), new Post(), ROOM.clock);
  }

  private void begins(String partner, String... about) {
    ROOM.isWrong("orders-dead", partner, about);
    ROOM.look();
  }

  private void rounds(int number) {
    for (var n = 0; n < number; n++) {
      ROOM.look();
      telling.tell();
      ROOM.pass(Duration.ofMinutes(1));
    }
  }

  private List<String> items() {
    return IntStream.range(0, receiver.posted().size())
        .mapToObj(this::items)
        .flatMap(List::stream)
        .toList();
  }

  private List<String> items(int message) {
    return body(message).at("/data/items").findParents("what").stream()
        .map(item -> item.path("what").asText() + " " + item.at("/alert/partner").asText())
        .toList();
  }

  private String id(int message) {
    return receiver.posted().get(message).headers().get("webhook-id").substring(4);
  }

  private String bodyText(int message) {
    return receiver.posted().get(message).body();
  }

  private JsonNode body(int message) {
    return Json.read(bodyText(message).getBytes(StandardCharsets.UTF_8));
  }
}
