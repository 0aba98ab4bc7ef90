package org.lianbao.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.mapping.Format;
import org.lianbao.routing.bench.BenchBroker;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/** The twin of a partner on queues, by a JMS client; and of one with files, by an SFTP client. */
class QueueAndFileTwinTest {

  private static final URI NO_HUB = URI.create("http://127.0.0.1:9");
  private static final Charset GB18030 = Charset.forName("GB18030");

  @TempDir Path folder;

  @Test
  void aPartnerOnQueuesTakesOrdersAndReportsWithItsFaults() throws Exception {
    var settings = Twins.settings("gas", folder);
    try (var broker = new BenchBroker(Twins.partner("gas"), settings, folder);
        var factory = new ActiveMQConnectionFactory(broker.hub().url());
        var hub = factory.createContext(broker.hub().user(), broker.hub().password())) {
      var account = broker.partner();
      var consumer = hub.createConsumer(hub.createQueue("RQ.INSTALL.STATUS"));
      try (var twin =
          Twins.start(
              "gas",
              settings,
              NO_HUB,
              new Twin.Broker(account.url(), account.user(), account.password()),
              folder)) {
        assertThat(twin.possible())
            .doesNotContain(Fault.Kind.ERROR_INSIDE, Fault.Kind.SOAP_FAULT)
            .contains(Fault.Kind.WRONG_SIGNATURE, Fault.Kind.DUPLICATE);

        apply(hub, settings, "BZ410928202611250001-G", true);
        assertThat(statuses(consumer, 3)).containsExactly(20, 40, 80);

        apply(hub, settings, "BZ410928202611250002-G", false);
        assertThat(statuses(consumer, 1)).containsExactly(21);

        twin.begin(Fault.parse("out-of-order"), null);
        apply(hub, settings, "BZ410928202611250003-G", true);
        assertThat(statuses(consumer, 3)).containsExactly(80, 40, 20);
        twin.clear();

        twin.begin(Fault.parse("mojibake"), null);
        apply(hub, settings, "BZ410928202611250004-G", true);
        var bytes = (BytesMessage) next(consumer);
        var body = new byte[(int) bytes.getBodyLength()];
        bytes.readBytes(body);
        assertThat(new String(body, GB18030)).contains("审核通过");
        next(consumer);
        next(consumer);
        twin.clear();

        twin.begin(Fault.parse("down"), null);
        apply(hub, settings, "BZ410928202611250005-G", true);
        assertThat(consumer.receive(300)).isNull();
        twin.clear();
        assertThat(statuses(consumer, 3)).containsExactly(20, 40, 80);
      }
    }
  }

  private static void apply(
      JMSContext hub, Map<String, String> settings, String orderNo, boolean signed) {
    var text =
        new String(
            Twins.order("gas", settings, orderNo, Format.JSON, "order.jsonata"),
            StandardCharsets.UTF_8);
    hub.createProducer()
        .setProperty("sign", signed ? Digest.sm3(text + settings.get("secret")) : "00")
        .send(hub.createQueue("RQ.INSTALL.APPLY"), text);
  }

  private static List<Integer> statuses(JMSConsumer consumer, int number) {
    return Stream.generate(() -> next(consumer))
        .limit(number)
        .map(QueueAndFileTwinTest::status)
        .toList();
  }

  private static int status(Message message) {
    try {
      var text = ((TextMessage) message).getText();
      assertThat(message.getStringProperty("event_id")).endsWith("-" + statusOf(text));
      return statusOf(text);
    } catch (JMSException e) {
      throw new AssertionError(e);
    }
  }

  private static int statusOf(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8)).path("status").asInt();
  }

  private static Message next(JMSConsumer consumer) {
    var message = consumer.receive(20_000);
    assertThat(message).isNotNull();
    return message;
  }

  @Test
  void aPartnerWithFilesTakesThemWithTheirMarkerAndWritesItsOwn() throws Exception {
    var settings = Twins.settings("heat", folder);
    try (var twin = Twins.start("heat", settings, NO_HUB, null, folder);
        var client = SshClient.setUpDefaultClient()) {
      assertThat(twin.possible())
          .containsExactlyInAnyOrder(
              Fault.Kind.SLOW,
              Fault.Kind.DOWN,
              Fault.Kind.DUPLICATE,
              Fault.Kind.OUT_OF_ORDER,
              Fault.Kind.HALF_WRITTEN,
              Fault.Kind.MOJIBAKE);
      client.start();
      try (var sftp = sftp(client, settings, twin)) {
        put(sftp, settings, "BZ410928202611250001-H", true);
        var told = taken(sftp, 2);
        assertThat(told.get(0)).contains("BZ410928202611250001-H").contains("接件");

        put(sftp, settings, "BZ410928202611250002-H", false);
        assertThat(taken(sftp, 1).get(0)).contains("BZ410928202611250002-H").contains("原因");

        twin.begin(Fault.parse("half-written"), null);
        put(sftp, settings, "BZ410928202611250003-H", true);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> names(sftp).size() == 2);
        assertThat(names(sftp)).noneMatch(name -> name.endsWith(".ok"));
        twin.clear();
      }
      twin.begin(Fault.parse("down"), null);
      assertThatThrownBy(() -> sftp(client, settings, twin).close())
          .isInstanceOf(IOException.class);
    }
  }

  private static SftpClient sftp(SshClient client, Map<String, String> settings, Twin twin)
      throws Exception {
    var keys = new FileKeyPairProvider(Path.of(settings.get("private-key"))).loadKeys(null);
    var session =
        client
            .connect(
                settings.get("user"), "127.0.0.1", Integer.parseInt(twin.addresses().get("port")))
            .verify(Duration.ofSeconds(20))
            .getSession();
    session.addPublicKeyIdentity(keys.iterator().next());
    session.auth().verify(Duration.ofSeconds(20));
    return SftpClientFactory.instance().createSftpClient(session);
  }

  private void put(SftpClient sftp, Map<String, String> settings, String orderNo, boolean genuine)
      throws IOException {
    var text =
        new String(
            Twins.order("heat", settings, orderNo, Format.CSV, "order.jsonata"),
            StandardCharsets.UTF_8);
    var body = text.getBytes(GB18030);
    write(sftp, "in/RLBZ_SQ_" + orderNo + ".csv", body);
    var marker = "rows=1,sm3=" + (genuine ? Digest.sm3(body) : "00");
    write(sftp, "in/RLBZ_SQ_" + orderNo + ".ok", marker.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(SftpClient sftp, String name, byte[] body) throws IOException {
    try (var out = sftp.write(name)) {
      out.write(body);
    }
  }

  /** Takes so many files with their markers, as the hub would. */
  private static List<String> taken(SftpClient sftp, int number) {
    var markers =
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> names(sftp).stream().filter(name -> name.endsWith(".ok")).toList(),
                found -> found.size() == number);
    return markers.stream()
        .map(
            marker -> {
              try {
                var file = "out/" + marker.replace(".ok", ".csv");
                var body = sftp.read(file).readAllBytes();
                assertThat(new String(sftp.read("out/" + marker).readAllBytes(), GB18030))
                    .endsWith("sm3=" + Digest.sm3(body));
                sftp.remove(file);
                sftp.remove("out/" + marker);
                return new String(body, GB18030);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  private static List<String> names(SftpClient sftp) throws IOException {
    return StreamSupport.stream(sftp.readDir("out").spliterator(), false)
        .filter(entry -> entry.getAttributes().isRegularFile())
        .map(SftpClient.DirEntry::getFilename)
        .sorted()
        .toList();
  }
}
