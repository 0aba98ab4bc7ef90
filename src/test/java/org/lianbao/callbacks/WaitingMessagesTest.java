package org.lianbao.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.alerts.Trouble;
import org.lianbao.callbacks.Inbox.Verdict;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What partners said and nobody could use is told until it is used. */
class WaitingMessagesTest {

  private static final Rooms ROOMS = new Rooms();

  private final CaseInbox inbox = ROOMS.bean(CaseInbox.class);

  @AfterAll
  static void close() {
    ROOMS.close();
  }

  /** Nothing else waits. */
  @BeforeEach
  void emptyTheInbox() {
    ROOMS.bean(JdbcClient.class).sql("delete from inbox_event").update();
    ROOMS.bean(JdbcClient.class).sql("delete from inbox_message").update();
  }

  @Test
  void aCodeWithoutAMeaningIsToldWithTheOrderItIsAbout() {
    var caseNo = ROOMS.open("WATER");

    say("[{\"orderNo\": \"%s-W\", \"unmapped\": \"step 77\"}]".formatted(caseNo));

    assertThat(troubles())
        .singleElement()
        .matches(it -> it.kind().equals("inbox-unmapped"))
        .matches(it -> it.partner().orElseThrow().equals("water"))
        .matches(it -> it.about().equals(caseNo + "-W"))
        .matches(it -> it.since().equals(ROOMS.now()));
  }

  @Test
  void whatNoMappingCanReadIsToldByTheRouteItCameBy() {
    inbox.archive(message("<order"), "not well-formed", Verdict.VERIFIED);
    say("[{\"orderNo\": \"BZ1-W\", \"event\": \"CONTACT_MADE\", \"occurredAt\": \"soon\"}]");

    assertThat(troubles())
        .hasSize(2)
        .allMatch(it -> it.kind().equals("inbox-unreadable") && it.about().equals("water.test"))
        .allMatch(it -> it.facts().get("count").equals("2"));
  }

  @Test
  void aReportOfNoOrderIsToldWhenTheOrderDoesNotCome() {
    say(report("BZ4109282026110999999-W"));
    assertThat(troubles()).isEmpty();

    ROOMS.pass(Duration.ofHours(1));

    assertThat(troubles())
        .singleElement()
        .matches(it -> it.kind().equals("inbox-unknown-order"))
        .matches(it -> it.about().equals("BZ4109282026110999999-W"));
  }

  @Test
  void whatAPartnerWritesInPlaceOfAnOrderNumberIsNotRepeated() {
    say(report("张三 13800000000"));
    ROOMS.pass(Duration.ofHours(1));

    assertThat(troubles()).singleElement().matches(it -> it.about().equals("water.test"));
  }

  @Test
  void aWrongSignatureIsToldForAnHour() {
    inbox.archive(message("{}"), "signature", Verdict.REFUSED);
    assertThat(troubles()).singleElement().matches(it -> it.kind().equals("inbox-refused"));

    ROOMS.pass(Duration.ofHours(1));

    assertThat(troubles()).isEmpty();
  }

  @Test
  void whatWasRecordedIsNoTrouble() {
    var caseNo = ROOMS.open("WATER");
    say(report(caseNo + "-W"));
    ROOMS.pass(Duration.ofHours(2));

    assertThat(troubles()).isEmpty();
  }

  private static List<Trouble> troubles() {
    return ROOMS.bean(WaitingMessages.class).troubles(ROOMS.now());
  }

  private void say(String items) {
    inbox.record(message(items), Json.read(items.getBytes(StandardCharsets.UTF_8)));
  }

  private static String report(String orderNo) {
    return """
    [{"orderNo": "%s", "event": "CONTACT_MADE", "occurredAt": "2026-11-09T10:00:00+08:00"}]
    """
        .formatted(orderNo);
  }

  private static Inbox.Message message(String raw) {
    return new Inbox.Message(
        "water",
        "water.test",
        ROOMS.now(),
        "application/json",
        raw.getBytes(StandardCharsets.UTF_8),
        null,
        false);
  }
}
