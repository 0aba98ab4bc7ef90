package org.lianbao.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lianbao.Rooms;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** This room on a real database; what is wrong is as the test says, and so is the time. */
final class AlertRoom implements AutoCloseable {

  final Rooms rooms = new Rooms();
  final AlertTable table = new AlertTable(rooms.bean(JdbcClient.class));
  final Clock clock = rooms.bean(Clock.class);
  final List<Trouble> wrong = new ArrayList<>();

  /** No alert, no channel and nothing wrong. */
  void empty() {
    wrong.clear();
    rooms.bean(JdbcClient.class).sql("delete from alert").update();
    rooms.bean(JdbcClient.class).sql("delete from alert_channel").update();
  }

  void isWrong(String kind, String partner, String... about) {
    for (var one : about) {
      wrong.add(
          new Trouble(
              kind,
              Optional.ofNullable(partner),
              one,
              rooms.now(),
              Map.of("failure", "连接不上 / cannot be reached", "step", "打电话 / call")));
    }
  }

  Lookout lookout(Map<String, Watch> watches) {
    return new Lookout(table, watches, rooms.bean(PlatformTransactionManager.class), clock);
  }

  void look() {
    lookout(Map.of("test", now -> List.copyOf(wrong))).look();
  }

  Telling telling(Channel... channels) {
    return telling(Locale.SIMPLIFIED_CHINESE, channels);
  }

  Telling telling(Locale locale, Channel... channels) {
    return new Telling(
        table,
        new ChannelTable(rooms.bean(JdbcClient.class)),
        List.of(channels),
        new MessageWriter(wording(), locale, "https://hub.example"),
        new TransactionTemplate(rooms.bean(PlatformTransactionManager.class)),
        clock);
  }

  Wording wording() {
    return Wording.load(rooms.bean(Partners.class));
  }

  /** Everything is right again, and has been for long enough. */
  void isOver() {
    wrong.clear();
    pass(Lookout.QUIET);
    look();
  }

  void pass(Duration time) {
    rooms.pass(time);
  }

  Instant now() {
    return rooms.now();
  }

  @Override
  public void close() {
    rooms.close();
  }
}
