package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.calendar.CalendarInUse;

/** A notice comes to a running hub. */
class CalendarCommandTest {

  private final RunningHub hub = RunningHub.open();

  @TempDir Path folder;

  @Test
  void aNoticeIsTakenIntoUseWithoutARestartAndABadOneChangesNothing() throws IOException {
    var file = folder.resolve("2028.csv");
    Files.writeString(
        file, "# edition: 2028.1\n# source: 通知\ndate,kind,name,basis\n2028-01-01,OFF,元旦,通知\n");

    var taken = hub.operator("calendar", "import", file.toString());

    assertThat(taken.code()).as(taken.err()).isZero();
    assertThat(taken.out()).contains("2028.1");
    assertThat(hub.data.resolve("calendar/2028.csv")).exists();
    assertThat(hub.bean(CalendarInUse.class).get().version()).contains("2028.1");

    Files.writeString(file, "date;kind\n");
    var refused = hub.operator("calendar", "import", file.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("2028.csv");
    assertThat(Files.readString(hub.data.resolve("calendar/2028.csv"))).contains("2028.1");

    Files.writeString(folder.resolve("holidays.csv"), "x");
    var nameless = hub.operator("calendar", "import", folder.resolve("holidays.csv").toString());
    assertThat(nameless.code()).isEqualTo(1);
    assertThat(nameless.err()).contains("2027.csv", "local.csv");
  }
}
