package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.shared.Json;

class DueCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path data;

  @Test
  void tellsWhenALimitEnds() {
    assertThat(due("--from", "2026-09-18T16:00", "--limit", "0.5d")).isZero();
    assertThat(out.toString().strip()).isEqualTo("到期 / due: 2026-09-20 10:00 周日 Sun");
  }

  @Test
  void readsAnotherReadingAnOffsetAndALimitBeforeADate() {
    assertThat(due("--from", "2026-09-18T08:00:00Z", "--limit", "0.5d", "--strategy", "fixed-240"))
        .isZero();
    assertThat(due("--from", "2026-10-08", "--limit", "-2d")).isZero();
    assertThat(out.toString()).contains("2026-09-20 10:30", "2026-09-29 18:00");
  }

  @Test
  void printsTheArithmeticWithPauses() {
    assertThat(
            due(
                "--from=2026-03-04T09:00",
                "--limit=0.5d",
                "--pause=2026-03-04T10:00/2026-03-04T11:00",
                "--pause=2026-03-04T15:00/2026-03-04T15:30",
                "--why"))
        .isZero();
    assertThat(out.toString())
        .contains("2026-03-04 16:30", "2026.1+hours.1", "HALF_OF_DAY_MINUTES")
        .contains("其间工作时间 60 分钟", "其间工作时间 30 分钟", "合计 210 分钟");
  }

  @Test
  void printsWhatItsPageShows() throws Exception {
    var page = Files.readString(Path.of("docs/calendar.md"));
    assertThat(due("--from", "2026-09-18T16:00", "--limit", "0.5d", "--why")).isZero();
    assertThat(page).contains("```\n" + out.toString().stripTrailing() + "\n```");
  }

  @Test
  void writesJsonForPrograms() {
    assertThat(due("--from", "2026-12-31T10:00", "--limit", "2d", "--json")).isZero();
    var answer = Json.read(out.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(answer.path("dueAt").asText()).isEqualTo("2027-01-05T18:00:00+08:00");
    assertThat(answer.path("provisional").asBoolean()).isTrue();
    var sum = 0L;
    for (var step : answer.path("steps")) {
      sum += step.path("countedSeconds").asLong();
    }
    assertThat(sum).isEqualTo(answer.path("countedSeconds").asLong()).isEqualTo(2 * 7 * 3600);
  }

  @Test
  void namesEveryOptionItCannotRead() {
    assertThat(
            due(
                "--from=tomorrow",
                "--limit=half",
                "--strategy=mine",
                "--party=nobody",
                "--pause=2026-03-04T10:00"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("--from:", "--limit:", "--strategy:", "--party:", "--pause:", "due --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(due("--from", "2026-09-18", "--limit", "0.5d")).isEqualTo(2);
    assertThat(due("--from", "1999-09-18T10:00", "--limit", "2d")).isEqualTo(2);
    assertThat(due("--limit", "2d")).isEqualTo(2);
    assertThat(err.toString()).contains("runs from a time of day", "2000 to 2099", "--from");
  }

  @Test
  void usesTheDataFoldersCalendarAndItsParties() throws Exception {
    var calendar = Files.createDirectory(data.resolve("calendar"));
    Files.writeString(
        calendar.resolve("local.csv"),
        "# edition: local.1\nscope,date,kind,name,basis\nnight-desk,2026-03-05,OFF,检修,\n");
    assertThat(due("--from", "2026-03-04T10:00", "--limit", "1d", "--party", "night-desk"))
        .isZero();
    assertThat(out.toString()).contains("2026-03-06 18:00");
    Files.writeString(calendar.resolve("2027.csv"), "# edition: 2027.1\n");
    assertThat(due("--from", "2026-03-04T10:00", "--limit", "1d")).isEqualTo(1);
    assertThat(err.toString()).contains("2027.csv");
  }

  private int due(String... arguments) {
    var all = new String[arguments.length + 3];
    all[0] = "due";
    all[1] = "--data";
    all[2] = data.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Lianbao.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
