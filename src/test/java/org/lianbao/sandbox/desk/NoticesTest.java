package org.lianbao.sandbox.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.sandbox.desk.Notices.Notice;

class NoticesTest {

  private static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z");

  @TempDir Path directory;

  @Test
  void tellsARepeatFromANoticeWithAnotherContent() throws IOException {
    try (var journal = Journal.open(directory, "mill")) {
      var notices = new Notices(journal);
      for (var text : new String[] {"36000 元", "36000 元", "9 元"}) {
        notices.take("BZ1-W-ZD", "BZ1-W", "ZD", text, NOON);
      }
      notices.take("BZ1-W-YS", "BZ1-W", "YS", "验收", NOON);
      notices.take("BZ1-W-YS", "BZ1-W", "YS", "验收", NOON.plusSeconds(9));

      assertThat(new Notices(journal).view())
          .containsExactly(
              new Notice("BZ1-W-ZD", "BZ1-W", "ZD", "36000 元", NOON, 3, true),
              new Notice("BZ1-W-YS", "BZ1-W", "YS", "验收", NOON, 2, false));
    }
  }
}
