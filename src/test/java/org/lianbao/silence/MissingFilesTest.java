package org.lianbao.silence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.alerts.Trouble;
import org.lianbao.calendar.CalendarFolder;
import org.lianbao.callbacks.Inbox;
import org.lianbao.callbacks.MessageArchive;
import org.lianbao.partners.Pace;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.partners.Silence;
import org.lianbao.partners.Silence.DailyFile;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A file that has to come every working day by 17:00. */
class MissingFilesTest {

  private static final Rooms ROOMS = new Rooms();
  private static final Silence DAILY =
      new Silence(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(new DailyFile("STATUS_{yyyyMMdd}*.csv", LocalTime.of(17, 0))));

  private final FileWatch watch =
      new FileWatch(
          ROOMS.bean(MessageArchive.class),
          new Alone(OpenTimeTest.partner(Pace.FREE, DAILY)),
          CalendarFolder::builtIn);

  @AfterAll
  static void close() {
    ROOMS.close();
  }

  @BeforeEach
  void nothingCame() {
    ROOMS.bean(JdbcClient.class).sql("delete from inbox_message where partner = 'acme'").update();
  }

  @Test
  void aFileThatDidNotComeIsToldFromItsTimeOnUntilItComes() {
    came("2026-11-09T16:00", "STATUS_20261109_1.csv");
    assertThat(told("2026-11-10T16:59")).isEmpty();

    assertThat(told("2026-11-10T17:00"))
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.kind()).isEqualTo("file-missing");
              assertThat(trouble.about()).isEqualTo("STATUS_20261110*.csv");
              assertThat(trouble.since()).isEqualTo(at("2026-11-10T17:00"));
            });

    came("2026-11-10T17:30", "STATUS_20261110_1.csv");

    assertThat(told("2026-11-10T17:31")).isEmpty();
  }

  @Test
  void aFileOfAnotherDayOrAnotherNameIsNotTheOne() {
    came("2026-11-10T08:00", "STATUS_20261109_1.csv");
    came("2026-11-10T08:00", "XSTATUS_20261110.csv");
    came("2026-11-10T08:00", "STATUS_20261110.csvx");

    assertThat(told("2026-11-10T17:00")).hasSize(1);
  }

  @Test
  void nothingIsExpectedOnADayOfRest() {
    came("2026-11-13T12:00", "STATUS_20261113.csv");

    // 14 and 15 November 2026 are a weekend.
    assertThat(told("2026-11-15T20:00")).isEmpty();
    assertThat(told("2026-11-16T17:00")).hasSize(1);
  }

  private List<Trouble> told(String now) {
    return watch.troubles(at(now));
  }

  private static void came(String at, String name) {
    ROOMS
        .bean(Inbox.class)
        .archive(
            new Inbox.Message("acme", "acme.take", at(at), "text/csv", new byte[1], name, false),
            "none",
            Inbox.Verdict.NONE);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(Clock.COUNTY).toInstant();
  }

  private record Alone(Partner partner) implements Partners {
    @Override
    public List<Partner> all() {
      return List.of(partner);
    }

    @Override
    public Optional<Partner> find(String slug) {
      return Optional.of(partner).filter(it -> it.slug().equals(slug));
    }

    @Override
    public Optional<Partner> taking(String role, String kind) {
      return Optional.empty();
    }

    @Override
    public Optional<Partner> playing(String role) {
      return Optional.empty();
    }
  }
}
