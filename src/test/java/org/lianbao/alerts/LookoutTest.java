package org.lianbao.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.TestDatabase;
import org.lianbao.alerts.KeptAlert.Cause;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Troubles become alerts, one for each cause, and alerts end by themselves. */
class LookoutTest {

  private static final AlertRoom ROOM = new AlertRoom();

  @AfterAll
  static void close() {
    ROOM.close();
  }

  @BeforeEach
  void empty() {
    ROOM.empty();
  }

  @Test
  void makesOneAlertOfAllTroublesOfOneCause() {
    ROOM.isWrong("orders-dead", "water", "BZ1-W", "BZ2-W");
    ROOM.isWrong("orders-dead", "gas", "BZ1-G");
    ROOM.isWrong("hub-fault", null, "BZ1-E");

    ROOM.look();

    assertThat(ROOM.table.open())
        .extracting(KeptAlert::cause)
        .containsExactlyInAnyOrder(
            new Cause("orders-dead", "water"),
            new Cause("orders-dead", "gas"),
            new Cause("hub-fault", ""));
    assertThat(open("water").about()).containsExactly("BZ1-W", "BZ2-W");
    assertThat(open("water").count()).isEqualTo(2);
  }

  @Test
  void keepsUpToDateWhatAnAlertIsAboutAndOnlyTheFirstOfIt() {
    ROOM.isWrong("orders-dead", "water", "BZ1-W");
    ROOM.look();
    var began = open("water");
    ROOM.pass(Duration.ofMinutes(1));
    IntStream.range(2, 501).forEach(n -> ROOM.isWrong("orders-dead", "water", "BZ" + n + "-W"));

    ROOM.look();

    assertThat(open("water").id()).isEqualTo(began.id());
    assertThat(open("water").since()).isEqualTo(began.since());
    assertThat(open("water").count()).isEqualTo(500);
    assertThat(open("water").about()).hasSize(10).startsWith("BZ1-W", "BZ2-W");
  }

  @Test
  void believesAWatchThatKnowsOfMoreThanItTells() {
    ROOM.wrong.add(
        new Trouble(
            "orders-dead", Optional.of("water"), "BZ1-W", ROOM.now(), Map.of("count", "20000")));

    ROOM.look();

    assertThat(open("water").count()).isEqualTo(20_000);
  }

  @Test
  void clearsAnAlertWhenItsTroubleHasStayedAwayForAWhile() {
    ROOM.isWrong("partner-held", "gas", "BZ1-G");
    ROOM.look();
    ROOM.wrong.clear();

    ROOM.pass(Lookout.QUIET.minusSeconds(1));
    ROOM.look();
    assertThat(ROOM.table.open()).hasSize(1);
    ROOM.pass(Duration.ofSeconds(1));
    ROOM.look();

    assertThat(ROOM.table.open()).isEmpty();
    assertThat(ROOM.table.cleared(ROOM.now().minusSeconds(1), 10))
        .singleElement()
        .matches(alert -> alert.clearedAt().equals(ROOM.now()));
  }

  @Test
  void whatComesBackBeforeThatIsTheSameAlert() {
    ROOM.isWrong("partner-held", "gas", "BZ1-G");
    ROOM.look();
    var began = open("gas");
    for (var n = 0; n < 5; n++) {
      ROOM.wrong.clear();
      ROOM.pass(Lookout.QUIET.minusSeconds(1));
      ROOM.look();
      ROOM.isWrong("partner-held", "gas", "BZ1-G");
      ROOM.look();
    }

    assertThat(open("gas").id()).isEqualTo(began.id());
    assertThat(ROOM.table.cleared(began.openedAt(), 10)).isEmpty();
  }

  @Test
  void aWatchThatFailsIsATroubleItselfAndTakesNoOtherWithIt() {
    var jdbc = ROOM.rooms.bean(JdbcClient.class);
    var watches = new TreeMap<String, Watch>();
    watches.put("broken", now -> jdbc.sql("select 1 / 0").query((row, n) -> (Trouble) null).list());
    watches.put("test", now -> List.copyOf(ROOM.wrong));
    ROOM.isWrong("partner-held", "gas", "BZ1-G");

    ROOM.lookout(watches).look();

    assertThat(ROOM.table.open())
        .extracting(alert -> alert.cause().kind())
        .containsExactlyInAnyOrder("partner-held", "watch-failed");
  }

  @Test
  void whatAWatchToldIsNotClearedWhileItCannotLook() {
    ROOM.isWrong("partner-held", "gas", "BZ1-G");
    ROOM.look();
    ROOM.pass(Duration.ofDays(1));

    ROOM.lookout(
            Map.of(
                "test",
                now -> {
                  throw new IllegalStateException("cannot look");
                }))
        .look();

    assertThat(open("gas").clearedAt()).isNull();
  }

  @Test
  void oneHubLooksAtATime() throws Exception {
    ROOM.isWrong("partner-held", "gas", "BZ1-G");
    try (var other = TestDatabase.dataSource().getConnection();
        var lock = other.createStatement()) {
      lock.execute("select pg_advisory_lock(hashtextextended('alerts', 1))");
      ROOM.look();
      assertThat(ROOM.table.open()).isEmpty();
      lock.execute("select pg_advisory_unlock_all()");
    }

    ROOM.look();

    assertThat(ROOM.table.open()).hasSize(1);
  }

  private static KeptAlert open(String partner) {
    return ROOM.table.open().stream()
        .filter(alert -> alert.cause().partner().equals(partner))
        .findFirst()
        .orElseThrow();
  }
}
