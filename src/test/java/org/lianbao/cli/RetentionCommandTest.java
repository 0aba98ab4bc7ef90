package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an operator sees of retention, on a running hub. */
class RetentionCommandTest {

  private final RunningHub hub = RunningHub.open();
  private final JdbcClient jdbc = hub.bean(JdbcClient.class);

  @Test
  void tellsWhatWouldGoAndWhatStaysAndRemovesOnlyWhenToldTo() {
    var resolved = message(false);
    var unread = message(true);

    var dry = hub.operator("retention");
    assertThat(dry.code()).isZero();
    assertThat(dry.out())
        .contains("messages：保留 365 天", "会清除 / would remove 1", "未能读懂", "--yes")
        .contains("attempts", "acts", "changes", "alerts", "cases", "files");
    assertThat(there(resolved)).isTrue();

    var done = hub.operator("retention", "--yes", "--by", "王工");
    assertThat(done.code()).isZero();
    assertThat(done.out()).contains("已清除 / removed 1");
    assertThat(there(resolved)).isFalse();
    assertThat(there(unread)).isTrue();
    assertThat(
            jdbc.sql("select removed from removal where rule = 'messages' and by_whom = '王工'")
                .query(Long.class)
                .single())
        .isEqualTo(1);
    jdbc.sql("delete from inbox_message where message_id = ?").param(unread).update();
  }

  private UUID message(boolean unread) {
    var id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into inbox_message (message_id, partner, channel, received_at, raw, unread)
            values (?, 'acme', 'test', ?, 'x', ?)
            """)
        .params(
            id, Clock.system().now().minus(Duration.ofDays(800)).atOffset(ZoneOffset.UTC), unread)
        .update();
    return id;
  }

  private boolean there(UUID id) {
    return jdbc.sql("select count(*) from inbox_message where message_id = ?")
            .param(id)
            .query(Long.class)
            .single()
        > 0;
  }
}
