package org.lianbao.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.TestDatabase;
import org.lianbao.callbacks.Inbox.Message;
import org.lianbao.callbacks.Inbox.Receipt;
import org.lianbao.callbacks.Inbox.Verdict;
import org.lianbao.retention.Retention;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Years go by over the inbox. */
class OldMessagesTest {

  private static final HikariDataSource DATABASE = TestDatabase.another("latest");
  private static final Rooms ROOMS = new Rooms(DATABASE);
  private static final Duration YEAR = Duration.ofDays(400);

  private final CaseInbox inbox = ROOMS.bean(CaseInbox.class);
  private final JdbcClient jdbc = JdbcClient.create(DATABASE);

  @AfterAll
  static void close() {
    ROOMS.close();
    DATABASE.close();
  }

  @BeforeEach
  void thisMonth() {
    ROOMS.bean(Retention.class).sweep("test");
  }

  @Test
  void monthsAreThereBeforeTheyBegin() {
    var month = YearMonth.from(ROOMS.now().atZone(Clock.COUNTY));
    for (var ahead = 0; ahead < 3; ahead++) {
      var name = month.plusMonths(ahead).toString().replace('-', '_');
      assertThat(partitions()).contains("delivery_attempt_" + name, "inbox_message_" + name);
    }
    inbox.archive(message("water", "just now"), "unreadable", Verdict.REFUSED);
    assertThat(partitionOf("just now"))
        .isEqualTo("inbox_message_" + month.toString().replace('-', '_'));
  }

  @Test
  void aRepeatOlderThanItsRawFormIsStillARepeat() {
    var caseNo = ended();
    var survey = survey(caseNo + "-W", "old-event");
    assertThat(say(survey).recorded()).isEqualTo(1);
    settle(caseNo);
    var seq = ROOMS.view(caseNo).lastSeq();

    ROOMS.pass(YEAR);
    sweep();

    assertThat(rawOf(caseNo)).isZero();
    assertThat(say(survey).repeated()).isEqualTo(1);
    assertThat(ROOMS.view(caseNo).lastSeq()).isEqualTo(seq);
  }

  @Test
  void aWholeMonthIsDroppedAndWhatWasRemovedIsOnRecord() {
    var caseNo = ended();
    say(survey(caseNo + "-W", UUID.randomUUID().toString()));
    settle(caseNo);
    var month = partitionOf(caseNo);
    ROOMS.pass(YEAR);

    var dry = ROOMS.bean(Retention.class).look();
    assertThat(rawOf(caseNo)).isEqualTo(1);
    assertThat(dry.rules().stream().filter(it -> it.rule().equals("messages")).findFirst())
        .hasValueSatisfying(line -> assertThat(line.portions()).isNotEmpty());
    sweep();

    assertThat(rawOf(caseNo)).isZero();
    assertThat(partitions()).doesNotContain(month);
    assertThat(
            count(
                "select count(*) from removal where rule = 'messages' and by_whom = 'test' and removed > 0"))
        .isPositive();
  }

  @Test
  void whatIsUnresolvedIsNeverRemoved() {
    var random = new Random(20261125);
    for (var round = 0; round < 6; round++) {
      var owed = new HashSet<UUID>();
      for (var n = 0; n < 40; n++) {
        any(random);
      }
      ROOMS.pass(Duration.ofDays(60 + random.nextInt(400)));
      owed.addAll(unresolved());
      var young = young();
      var before = ids();

      sweep();

      assertThat(ids()).as("round %d", round).containsAll(owed).containsAll(young);
      var gone = new HashSet<>(before);
      gone.removeAll(ids());
      assertThat(gone).doesNotContainAnyElementsOf(owed);
      // Nothing that may go stays.
      var left = ids();
      left.removeAll(unresolved());
      left.removeAll(young());
      assertThat(left).as("round %d", round).isEmpty();
    }
    assertThat(count("select count(*) from removal where removed > 0")).isPositive();
    assertThat(unresolved()).isNotEmpty();
  }

  @Test
  void aMessageThatWasUnresolvedGoesOnceItIsResolved() {
    inbox.archive(message("water", "unreadable " + UUID.randomUUID()), "no mapping", Verdict.NONE);
    var id =
        jdbc.sql("select message_id from inbox_message order by received_at desc limit 1")
            .query(UUID.class)
            .single();
    ROOMS.pass(YEAR);
    sweep();
    assertThat(ids()).contains(id);

    inbox.redrive(inbox.read(id).orElseThrow(), items("[]"));
    sweep();

    assertThat(ids()).doesNotContain(id);
  }

  @Test
  void aMessageOfAClockThatJumpedFindsItsMonthWhenThatComes() {
    ROOMS.pass(Duration.ofDays(200));
    inbox.archive(message("water", "from the future"), "x", Verdict.REFUSED);
    assertThat(partitionOf("from the future")).isEqualTo("inbox_message_rest");

    sweep();

    assertThat(partitionOf("from the future"))
        .isEqualTo(
            "inbox_message_"
                + YearMonth.from(ROOMS.now().atZone(Clock.COUNTY)).toString().replace('-', '_'));
  }

  @Test
  void whileAnotherHubRemovesThisOneDoesNot() throws Exception {
    inbox.archive(message("water", "one of two hubs"), "x", Verdict.REFUSED);
    ROOMS.pass(YEAR);
    try (var other = DATABASE.getConnection();
        var session = other.createStatement()) {
      other.setAutoCommit(false);
      session.execute("select pg_advisory_xact_lock(hashtextextended('retention', 1))");
      sweep();
      assertThat(rawOf("one of two hubs")).isEqualTo(1);
      other.rollback();
    }
    sweep();
    assertThat(rawOf("one of two hubs")).isZero();
  }

  @Test
  void looksOnlyIntoTheMonthsThatAreAskedForAndByIndex() {
    ROOMS.pass(Duration.ofDays(62));
    sweep();
    var from = ROOMS.now().atOffset(ZoneOffset.UTC);
    var plan =
        explain(
            "select * from inbox_message where received_at >= '%s' and received_at < '%s'"
                .formatted(from, from.plusHours(1)));
    assertThat(plan.stream().filter(it -> it.contains(" inbox_message  (cost")))
        .as("%s", plan)
        .hasSize(1);

    var byNumber =
        explain("select * from inbox_message where message_id = '%s'".formatted(UUID.randomUUID()));
    assertThat(byNumber).noneMatch(it -> it.contains("Seq Scan"));
    var unread =
        explain(
            "select * from inbox_message where partner = 'water' and unread and redriven_at is null");
    assertThat(unread).noneMatch(it -> it.contains("Seq Scan"));
    var why = explain("select why from unresolved where case_no = 'BZ1'");
    assertThat(why).noneMatch(it -> it.contains("Seq Scan"));
  }

  private List<String> explain(String query) {
    return ROOMS.inTransaction(
        () -> {
          jdbc.sql("set local enable_seqscan = off").update();
          return ROOMS.bean(JdbcClient.class).sql("explain " + query).query(String.class).list();
        });
  }

  /** Something that partners do, in some state of things. */
  private void any(Random random) {
    var text = UUID.randomUUID().toString();
    switch (random.nextInt(8)) {
      case 0 -> inbox.archive(message("water", text), "no mapping", Verdict.NONE);
      case 1 -> inbox.archive(message("water", text), "forged", Verdict.REFUSED);
      case 2 -> say("[{\"orderNo\": \"BZ0-W\", \"unmapped\": \"%s\"}]".formatted(text));
      case 3 -> say(survey("BZ000-W", text));
      case 4 -> say(survey(ROOMS.open("WATER") + "-W", text));
      case 5 -> {
        var dead = ended();
        say(survey(dead + "-W", text));
        settle(dead);
        jdbc.sql("update delivery_order set state = ? where order_no = ?")
            .params(random.nextBoolean() ? "DEAD" : "OWED", dead + "-W")
            .update();
      }
      case 6 -> {
        var caseNo = ended();
        say(survey(caseNo + "-W", text));
        say(
            "[{\"orderNo\": \"%s-W\", \"event\": \"ORDER_REFUSED\", \"eventId\": \"%s\", \"occurredAt\": \"2026-11-09T10:00:00+08:00\"}]"
                .formatted(caseNo, UUID.randomUUID()));
        settle(caseNo);
      }
      default -> {
        var done = ended();
        say(survey(done + "-W", text));
        settle(done);
      }
    }
    ROOMS.pass(Duration.ofHours(random.nextInt(200)));
  }

  /** What a person or the hub still has to do with a message, told without the rule's statement. */
  private Set<UUID> unresolved() {
    return new HashSet<>(
        jdbc.sql(
                """
                select message_id from (
                select m.message_id from inbox_message m
                where m.unread and m.redriven_at is null and m.verdict is distinct from 'REFUSED'
                union
                select e.message_id from inbox_event e where e.state = 'WAITING'
                union
                select e.message_id from inbox_event e
                join case_order o on o.order_no = e.order_no
                join case_file f on f.case_no = o.case_no
                where f.status = 'OPEN'
                union
                select e.message_id from inbox_event e
                join case_order o on o.order_no = e.order_no
                join delivery_order d on d.case_no = o.case_no
                where d.state in ('OWED', 'DISPATCHED', 'DEAD')
                union
                select e.message_id from inbox_event e
                join case_order o on o.order_no = e.order_no
                join case_file f on f.case_no = o.case_no
                where f.erased_at is null and f.changed_at >= :erased
                  and exists (select 1 from inbox_event a join inbox_event b using (order_no)
                              where a.order_no = e.order_no and a.event = 'ORDER_REFUSED'
                                and b.event = 'SURVEY_COMPLETED'
                                and a.state = 'RECORDED' and b.state = 'RECORDED')
                ) due where message_id in (select message_id from inbox_message)
                """)
            .param("erased", ROOMS.now().minus(Duration.ofDays(1095)).atOffset(ZoneOffset.UTC))
            .query(UUID.class)
            .list());
  }

  private Set<UUID> young() {
    return new HashSet<>(
        jdbc.sql("select message_id from inbox_message where received_at >= ?")
            .param(ROOMS.now().minus(Duration.ofDays(365)).atOffset(ZoneOffset.UTC))
            .query(UUID.class)
            .list());
  }

  private Set<UUID> ids() {
    return new HashSet<>(jdbc.sql("select message_id from inbox_message").query(UUID.class).list());
  }

  /** A case that has ended, with nothing owed to anybody. */
  private String ended() {
    var caseNo = ROOMS.open("WATER");
    settle(caseNo);
    return caseNo;
  }

  private void settle(String caseNo) {
    jdbc.sql("update delivery_order set state = 'DELIVERED' where case_no = ?")
        .param(caseNo)
        .update();
    jdbc.sql("update case_file set status = 'DONE' where case_no = ?").param(caseNo).update();
  }

  private void sweep() {
    var report = ROOMS.bean(Retention.class).sweep("test");
    assertThat(report.rules()).allSatisfy(line -> assertThat(line.fault()).isNull());
  }

  private Receipt say(String items) {
    return inbox.record(message("water", items), items(items));
  }

  private Message message(String partner, String raw) {
    return new Message(
        partner, "test", ROOMS.now(), null, raw.getBytes(StandardCharsets.UTF_8), null, false);
  }

  private static JsonNode items(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String survey(String orderNo, String eventId) {
    return "[{\"orderNo\": \"%s\", \"event\": \"SURVEY_COMPLETED\", \"eventId\": \"%s\", \"occurredAt\": \"2026-11-09T10:00:00+08:00\"}]"
        .formatted(orderNo, eventId);
  }

  private long rawOf(String caseNo) {
    return count(
        "select count(*) from inbox_message where convert_from(raw, 'UTF8') like '%"
            + caseNo
            + "%'");
  }

  private String partitionOf(String caseNo) {
    return jdbc.sql(
            "select tableoid::regclass::text from inbox_message where convert_from(raw, 'UTF8') like ?")
        .param("%" + caseNo + "%")
        .query(String.class)
        .single();
  }

  private List<String> partitions() {
    return jdbc.sql("select inhrelid::regclass::text from pg_inherits").query(String.class).list();
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
