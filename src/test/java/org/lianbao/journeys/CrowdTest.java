package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Clock;

/** Those who come in crowds, or say what they have to say one byte at a time. */
class CrowdTest {

  private static final Town TOWN = Town.open();
  private static final int MORE_THAN_THREADS = 220;
  private static final int MORE_THAN_CONNECTIONS = Town.MOST_CONNECTIONS + 100;
  private static final String HOST = "Host: 127.0.0.1\r\n";

  private static String caseNo;

  private final Wire wire = Wire.to(TOWN);
  private final Reports reports = new Reports(TOWN);
  private final Instant begun = TOWN.bean(Clock.class).now();
  private final List<Socket> crowd = new ArrayList<>();

  @BeforeAll
  static void aCaseIsDone() {
    caseNo = TOWN.apply(TOWN.application("POWER")).caseNo();
    TOWN.awaitDone(caseNo);
  }

  @AfterEach
  void theCrowdGoesHome() throws IOException {
    for (var socket : crowd) {
      socket.close();
    }
  }

  @Test
  void whoSendsAByteNowAndThenIsGivenUpAndNobodyElseStaysUnanswered() throws IOException {
    var pace = Executors.newSingleThreadScheduledExecutor();
    try {
      for (var i = 0; i < MORE_THAN_THREADS; i++) {
        crowd.add(open(i % 2 == 0 ? "/callbacks/power" : "/api/v1/cases/BZ1/notes"));
      }
      pace.scheduleAtFixedRate(
          () -> crowd.forEach(CrowdTest::trickle), 0, 250, TimeUnit.MILLISECONDS);

      assertGoodReportsAreRecorded(5);

      var answers = Wire.answers(crowd);
      Tally.count("slow clients", answers.size());
      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.status()).isIn(400, 401, 404, 408, Wire.HUNG_UP));
    } finally {
      pace.shutdownNow();
    }
  }

  private Socket open(String path) throws IOException {
    var socket = wire.open();
    var head =
        "POST "
            + path
            + " HTTP/1.1\r\n"
            + HOST
            + "Content-Type: application/json\r\n"
            + "Content-Length: 1000000\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void trickle(Socket socket) {
    try {
      socket.getOutputStream().write(' ');
    } catch (IOException e) {
      // Hung up on, which is what the test waits for.
    }
  }

  @Test
  void whoOnlyConnectsIsHungUpOnAndNobodyElseStaysUnanswered() throws IOException {
    for (var i = 0; i < MORE_THAN_CONNECTIONS; i++) {
      var socket = wire.open();
      crowd.add(socket);
      if (i % 2 == 0) {
        socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
      }
    }

    assertGoodReportsAreRecorded(5);

    var answers = Wire.answers(crowd);
    Tally.count("idle connections", answers.size());
    assertThat(answers).noneMatch(answer -> answer.status() == Wire.UNANSWERED);
  }

  @Test
  void rubbishAtTheBrokersDoorStopsNoMessage() throws Exception {
    var broker = java.net.URI.create(TOWN.brokerUrl());
    var hostile = new Hostile(7);
    for (var i = 0; i < 150; i++) {
      var socket = new Socket(InetAddress.getLoopbackAddress(), broker.getPort());
      crowd.add(socket);
      if (i % 3 != 0) {
        try {
          socket
              .getOutputStream()
              .write(hostile.spoil(Reports.bytes("AMQP\u0000\u0001" + hostile.text())));
        } catch (IOException e) {
          // Hung up on already.
        }
      }
    }
    Tally.count("broker's door", crowd.size());
    var gas = TOWN.apply(TOWN.application("GAS")).caseNo();

    TOWN.awaitDone(gas);
  }

  private void assertGoodReportsAreRecorded(int count) {
    for (var i = 0; i < count; i++) {
      assertThat(reports.postSoap(reports.soap(caseNo + "-E", i + crowd.size())).status())
          .isEqualTo(200);
    }
    assertThat(reports.recorded("power", caseNo + "-E", begun)).isEqualTo(count);
  }
}
