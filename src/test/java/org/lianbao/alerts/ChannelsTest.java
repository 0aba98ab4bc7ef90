package org.lianbao.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.alerts.AlertSettings.Encryption;
import org.lianbao.alerts.AlertSettings.Mail;
import org.lianbao.alerts.AlertSettings.Robot;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** What a mail server and the robots of groups get, and what becomes of their refusals. */
class ChannelsTest {

  private static final Instant NOW = Instant.parse("2026-11-09T02:00:00Z");
  private static final Clock CLOCK = new Clock(() -> NOW);
  private static final String SECRET = "SECsesame";

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final Receiver receiver = new Receiver();
  @TempDir Path folder;

  @AfterEach
  void stop() {
    mail.stop();
    receiver.close();
  }

  @Test
  void aMailServerGetsTheWholeTextAndTheSameMessageIdAtEveryTry() throws Exception {
    mail.start();
    mail.setUser("hub@county.example", "hub", "open");
    var message = message("【告警】供水公司：送不出去", "第一行\n第二行");
    var channel = new MailChannel(to(Encryption.NONE, "hub", "open"), CLOCK);

    assertThat(channel.tell(message)).isEqualTo("SMTP 250");
    channel.tell(message);

    assertThat(mail.getReceivedMessages()).hasSize(4);
    var got = mail.getReceivedMessages()[0];
    assertThat(got.getSubject()).isEqualTo("【告警】供水公司：送不出去");
    assertThat(GreenMailUtil.getBody(got)).isNotBlank();
    assertThat(((String) got.getContent()).replace("\r\n", "\n").strip()).isEqualTo("第一行\n第二行");
    assertThat(got.getAllRecipients()).hasSize(2);
    for (MimeMessage each : mail.getReceivedMessages()) {
      assertThat(each.getMessageID()).isEqualTo("<" + message.news().id() + "@lianbao>");
    }
  }

  @Test
  void aMailServerThatDoesNotKnowThePasswordIsTold() {
    mail.start();
    mail.setUser("hub@county.example", "hub", "open");

    assertThatThrownBy(
            () ->
                new MailChannel(to(Encryption.NONE, "hub", "sesame"), CLOCK)
                    .tell(message("a", "b")))
        .isInstanceOf(NotTold.class)
        .hasMessageContaining("user or password")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void nothingGoesUnencryptedUnlessThatIsSet() {
    mail.start();

    assertThatThrownBy(
            () -> new MailChannel(to(Encryption.STARTTLS, "", ""), CLOCK).tell(message("a", "b")))
        .isInstanceOf(NotTold.class)
        .hasMessageContaining("STARTTLS");
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void aMailServerWhoseCertificateNobodyVouchesForIsNotTold() {
    var smtps = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    smtps.start();
    try {
      var settings = to(smtps.getSmtps().getPort(), Encryption.TLS, "", "");
      assertThatThrownBy(() -> new MailChannel(settings, CLOCK).tell(message("a", "b")))
          .isInstanceOf(NotTold.class)
          .hasMessageContaining("certificate");
    } finally {
      smtps.stop();
    }
  }

  @Test
  void aMailServerThatIsNotThereIsNoFaultOfTheHub() {
    assertThatThrownBy(
            () -> new MailChannel(to(1, Encryption.NONE, "", ""), CLOCK).tell(message("a", "b")))
        .isInstanceOf(NotTold.class)
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void aWeComRobotGetsText() throws Exception {
    var answer = wecom("").tell(message("s", "他说\"停\"\n</script>\\"));

    assertThat(answer).startsWith("errcode 0");
    assertThat(body().path("msgtype").asText()).isEqualTo("text");
    assertThat(body().at("/text/content").asText()).isEqualTo("他说\"停\"\n</script>\\");
    assertThat(receiver.posted().get(0).query()).isEqualTo("key=sesame");
  }

  @Test
  void aRobotNeverGetsMoreTextThanItTakes() throws Exception {
    wecom("").tell(message("s", "联报𠮷".repeat(1_000)));

    var content = body().at("/text/content").asText();
    assertThat(content.getBytes(StandardCharsets.UTF_8).length).isBetween(1_900, 2_048);
    assertThat(content).endsWith("…").startsWith("联报𠮷联报");
  }

  @Test
  void aRobotThatAnswersWithAnErrorCodeHasNotTakenIt() {
    receiver.answer(200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}");
    assertThatThrownBy(() -> wecom("").tell(message("s", "t")))
        .isInstanceOf(NotTold.class)
        .hasMessage("errcode 93000 invalid webhook url");

    receiver.answer(200, "<html>login</html>");
    assertThatThrownBy(() -> wecom("").tell(message("s", "t")))
        .isInstanceOf(NotTold.class)
        .hasMessageContaining("not that of a robot");
  }

  @Test
  void aDingTalkAddressIsSigned() throws Exception {
    dingtalk().tell(message("s", "t"));

    var query = receiver.posted().get(0).query();
    assertThat(query).startsWith("key=sesame&timestamp=" + NOW.toEpochMilli() + "&sign=");
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    var expected =
        mac.doFinal((NOW.toEpochMilli() + "\n" + SECRET).getBytes(StandardCharsets.UTF_8));
    var sign = query.substring(query.indexOf("sign=") + 5);
    assertThat(URLDecoder.decode(sign, StandardCharsets.UTF_8))
        .isEqualTo(Base64.getEncoder().encodeToString(expected));
    assertThat(body().at("/at/isAtAll").asBoolean(true)).isFalse();
  }

  @Test
  void theCountysOwnTemplateGoesBeforeOurs() throws Exception {
    Files.writeString(
        folder.resolve("wecom.json.ftl"),
        "{\"msgtype\":\"text\",\"text\":{\"content\":\"${subject?json_string}\","
            + "\"mentioned_list\":[\"@all\"]}}");

    wecom("").tell(message("短", "长"));

    assertThat(body().at("/text/content").asText()).isEqualTo("短");
    assertThat(body().at("/text/mentioned_list/0").asText()).isEqualTo("@all");
  }

  @Test
  void settingsThatCannotWorkAreRefusedByNameAndWithoutTheirSecrets() {
    assertThatThrownBy(() -> new AlertSettings.Webhook("https://a.example", "whsec_sesame"))
        .hasMessageContaining("lianbao.alerts.webhook.secret")
        .hasMessageNotContaining("sesame");
    assertThatThrownBy(() -> new AlertSettings.Webhook("ftp://sesame", ""))
        .hasMessageContaining("lianbao.alerts.webhook.url")
        .hasMessageNotContaining("sesame");
    assertThatThrownBy(
            () ->
                new Mail(
                    "mail.example",
                    25,
                    Encryption.NONE,
                    "",
                    "",
                    "hub@a.example",
                    List.of("nobody")))
        .hasMessageContaining("lianbao.alerts.mail");
  }

  private Mail to(Encryption encryption, String user, String password) {
    return to(mail.getSmtp().getPort(), encryption, user, password);
  }

  private static Mail to(int port, Encryption encryption, String user, String password) {
    return new Mail(
        "127.0.0.1",
        port,
        encryption,
        user,
        password,
        "hub@county.example",
        List.of("one@county.example", "two@county.example"));
  }

  private RobotChannel wecom(String secret) throws IOException {
    return robot("wecom", secret);
  }

  private RobotChannel dingtalk() throws IOException {
    return robot("dingtalk", SECRET);
  }

  private RobotChannel robot(String name, String secret) throws IOException {
    var template = RobotTemplates.of(name, folder);
    return new RobotChannel(name, new Robot(receiver.url(), secret), template, new Post(), CLOCK);
  }

  private static Message message(String subject, String text) {
    return new Message(new News(UUID.randomUUID(), NOW, List.of(), 0), subject, text, text);
  }

  private JsonNode body() {
    return Json.read(receiver.posted().get(0).body().getBytes(StandardCharsets.UTF_8));
  }
}
