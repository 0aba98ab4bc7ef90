package org.lianbao.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

  private static final String SM3 = "ab".repeat(32);
  private static final Instant NOW = Instant.parse("2026-11-09T02:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  private final Links links = new Links(() -> "http://127.0.0.1:8080", "key");

  @Test
  void aLinkSaysWhatItIsForAndLastsAtLeastAsLongAsAsked() {
    var link = links.link(SM3, "acme", NOW, WEEK);

    assertThat(link).startsWith("http://127.0.0.1:8080/files/");
    var read = links.read(token(link)).orElseThrow();
    assertThat(read.sm3()).isEqualTo(SM3);
    assertThat(read.partner()).isEqualTo("acme");
    assertThat(read.until()).isBetween(NOW.plus(WEEK), NOW.plus(WEEK.multipliedBy(2)));
  }

  @Test
  void anOrderSentAgainSoonSaysTheSame() {
    assertThat(links.link(SM3, "acme", NOW.plusSeconds(30), WEEK))
        .isEqualTo(links.link(SM3, "acme", NOW, WEEK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme|zenith", "ab|ba", ".1|.2", "$|0", "^|a"})
  void aLinkThatWasTouchedIsNone(String change) {
    var parts = change.split("\\|");
    var from = parts[0].replace(".", "\\.");
    var touched = token(links.link(SM3, "acme", NOW, WEEK)).replaceFirst(from, parts[1]);

    assertThat(links.read(touched)).isEmpty();
  }

  @Test
  void aLinkOfAnotherHubIsNone() {
    var other = new Links(() -> "http://127.0.0.1:8080", "other");

    assertThat(links.read(token(other.link(SM3, "acme", NOW, WEEK)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "...", "../../etc/passwd", "a.b.c.d"})
  void anythingElseIsNone(String token) {
    assertThat(links.read(token)).isEmpty();
  }

  private static String token(String link) {
    return link.substring(link.lastIndexOf('/') + 1);
  }
}
