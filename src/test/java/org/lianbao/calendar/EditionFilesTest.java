package org.lianbao.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lianbao.calendar.Fixtures.CALENDAR;
import static org.lianbao.calendar.Fixtures.bytes;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditionFilesTest {

  private static final String HEAD = "# edition: 2027.1\ndate,kind,name,basis\n";

  @TempDir Path folder;

  @Test
  void readsQuotedFieldsAMarkAndWindowsLines() {
    var text =
        "\uFEFF# edition: 2027.1\r\ndate,kind,name,basis\r\n2027-10-01,OFF,\"国庆, \"\"一\"\"\",\r\n";
    var row = CalendarFolder.edition("2027.csv", bytes(text)).rows().get(LocalDate.of(2027, 10, 1));
    assertThat(row.name()).isEqualTo("国庆, \"一\"");
    assertThat(row.basis()).isEmpty();
  }

  @Test
  void namesEveryFaultOfACsvFileWithItsLine() {
    var rows =
        """
        2027-02-30,OFF,春节,x
        2027-10-01,FREE,国庆节,x
        2027-10-04,WORK,国庆节调休,x
        2028-10-01,OFF,国庆节,x
        2027-10-02,OFF,,x
        2027-10-03,OFF,国庆节,x
        2027-10-03,OFF,国庆节,x
        """;
    assertThatThrownBy(() -> CalendarFolder.edition("2027.csv", bytes(HEAD + rows)))
        .isInstanceOf(CalendarFault.class)
        .hasMessageContainingAll(
            "line 3: 日期应是存在的一天",
            "line 4: kind 应为 OFF 或 WORK",
            "line 5: 2027-10-04 本是工作日",
            "line 6: 2028-10-01 不属于 2027 年的安排",
            "line 7: 缺少 name",
            "line 9: 2027-10-03 出现两次");
  }

  @Test
  void refusesACsvFileThatIsNoneOfOurs() {
    refused("2027.csv", "date,kind,name,basis\n", "# edition");
    refused("2027.csv", "# edition: 2027.1\nday,kind\n", "line 2", "date,kind,name,basis");
    refused("2027.csv", HEAD + "2027-10-01,OFF\n", "4 columns expected, 2 found");
    refused("2027.csv", HEAD + "2027-10-01,OFF,\"国庆节,\n", "quotation mark");
    refused("2027.csv", HEAD + "2027-10-01,OFF,国\u0007庆,\n", "control character");
    refused("2027.csv", HEAD.replace("2027.1", "neu"), "2027.1");
    refused("2028.csv", HEAD, "holds the year 2027");
    refused("holidays.csv", HEAD, "2027.ics");
    refused("2027.csv", HEAD + "x".repeat(300_000), "256 KiB");
    assertThatThrownBy(
            () -> CalendarFolder.edition("2027.csv", "元旦".getBytes(Charset.forName("GB18030"))))
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void readsTheSameEditionFromCsvAndFromICalendar() {
    var edition = CALENDAR.editions().get(1);
    var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-LIANBAO-EDITION:2026.2\r\n");
    edition.rows().values().stream()
        .sorted(Comparator.comparing(DayRow::date))
        .forEach(row -> text.append(event(row)));
    text.append("END:VCALENDAR\r\n");
    var read = CalendarFolder.edition("2026.ics", bytes(text.toString()));
    assertThat(read.rows()).isEqualTo(edition.rows());
    assertThat(read.id()).isEqualTo("2026.2");
  }

  @Test
  void readsFoldedLinesLongEventsAlarmsAndOtherPeoplesMarks() {
    var text =
        """
        BEGIN:VCALENDAR
        X-WR-CALNAME:中国大陆节假日
        BEGIN:VTIMEZONE
        TZID:Asia/Shanghai
        BEGIN:STANDARD
        DTSTART:19700101T000000
        RRULE:FREQ=YEARLY
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20271001
        DTEND;VALUE=DATE:20271008
        SUMMARY;LANGUAGE=zh:国
         庆节\\, 长假
        X-APPLE-SPECIAL-DAY:WORK-HOLIDAY
        BEGIN:VALARM
        TRIGGER:-PT15M
        DURATION:PT5M
        END:VALARM
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20271009
        SUMMARY:国庆节（班）
        X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20271225
        SUMMARY:取消
        STATUS:CANCELLED
        END:VEVENT
        END:VCALENDAR
        """;
    var edition = CalendarFolder.edition("2027.ics", bytes(text));
    assertThat(edition.rows()).hasSize(8);
    assertThat(edition.rows().get(LocalDate.of(2027, 10, 7)).name()).isEqualTo("国庆节, 长假");
    assertThat(edition.rows().get(LocalDate.of(2027, 10, 9)).kind()).isEqualTo(DayKind.WORK);
    assertThat(edition.id()).matches("2027\\.[0-9a-f]{8}");
    assertThat(edition.source()).isEqualTo("中国大陆节假日");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DTSTART:20271001T090000~SUMMARY:x~CATEGORIES:OFF | line 3: DTSTART 应为全天日期",
        "DTSTART:20271301~SUMMARY:x~CATEGORIES:OFF        | line 3: 日期应是存在的一天",
        "DTSTART:20271001~SUMMARY:x                       | line 2: 事件未注明放假或上班",
        "DTSTART:20271001~SUMMARY:x~CATEGORIES:OFF,WORK   | line 5: 既标放假又标上班",
        "DTSTART:20271001~CATEGORIES:OFF                  | line 2: 事件缺少 SUMMARY",
        "SUMMARY:x~CATEGORIES:OFF                         | line 2: 事件缺少可用的 DTSTART",
        "DTSTART:20271001~RRULE:FREQ=YEARLY~CATEGORIES:OFF | line 4: 不支持 RRULE",
        "DTSTART:20271001~DTEND:20271001~SUMMARY:x~CATEGORIES:OFF | DTEND 须晚于 DTSTART",
        "DTSTART:20270101~DTEND:20280101~SUMMARY:x~CATEGORIES:OFF | 事件超过 31 天",
        "DTSTART:20271001~SUMMARY:x~CATEGORIES:OFF~no colon | line 6: 应写作 名称:值",
        "DTSTART:20271004~SUMMARY:x~CATEGORIES:WORK       | line 2: 2027-10-04 本是工作日"
      })
  void refusesAnEventItWouldHaveToGuess(String body, String fault) {
    var lines = body.strip().replace("~", "\n");
    refused(
        "2027.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + lines + "\nEND:VEVENT\nEND:VCALENDAR\n",
        fault.strip());
  }

  @Test
  void refusesAnICalendarFileThatIsNone() {
    refused("2027.ics", "", "VEVENT");
    refused("2027.ics", HEAD, "NAME:VALUE");
    refused("2027.ics", "BEGIN:VEVENT\nEND:VEVENT\n", "BEGIN:VCALENDAR");
    refused("2027.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "no events");
    refused("2027.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "BEGIN and END do not match");
    refused("2027.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n", "BEGIN:VCALENDAR");
  }

  @Test
  void takesTheFoldersFilesOverItsOwn() throws Exception {
    assertThat(CalendarFolder.read(folder.resolve("none")).editions()).hasSize(2);
    Files.writeString(folder.resolve("2027.csv"), HEAD + "2027-10-01,OFF,国庆节,\n");
    Files.writeString(folder.resolve(".hidden"), "x");
    assertThat(CalendarFolder.read(folder).editions().stream().map(Edition::id))
        .containsExactly("2025.1", "2026.1", "2027.1");
    Files.writeString(folder.resolve("2027.ics"), "BEGIN:VCALENDAR\n");
    assertThatThrownBy(() -> CalendarFolder.read(folder)).hasMessageContaining("keep one");
    Files.delete(folder.resolve("2027.ics"));
    Files.writeString(folder.resolve("notes.txt"), "x");
    assertThatThrownBy(() -> CalendarFolder.read(folder)).hasMessageContaining("notes.txt");
  }

  private static String event(DayRow row) {
    return "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:%s\r\nSUMMARY:%s\r\nDESCRIPTION:%s\r\nCATEGORIES:%s\r\nEND:VEVENT\r\n"
        .formatted(
            DateTimeFormatter.BASIC_ISO_DATE.format(row.date()),
            row.name(),
            row.basis(),
            row.kind());
  }

  private static void refused(String file, String text, String... words) {
    assertThatThrownBy(() -> CalendarFolder.edition(file, bytes(text)))
        .isInstanceOf(CalendarFault.class)
        .hasMessageContainingAll(words);
  }
}
