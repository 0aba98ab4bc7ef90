package org.lianbao.calendar;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;

/** The lines of a calendar file: UTF-8, at most 256 KiB and 5,000 lines, no control characters. */
final class FileText {

  static final int MOST_BYTES = 256 * 1024;
  private static final int MOST_LINES = 5_000;

  private FileText() {}

  static List<String> lines(byte[] bytes, FileFaults faults) {
    if (bytes.length > MOST_BYTES) {
      throw faults.whole("文件超过 256 KiB / larger than 256 KiB");
    }
    var lines = List.of(decoded(bytes, faults).split("\r\n|\n", -1));
    if (lines.size() > MOST_LINES) {
      throw faults.whole("超过 5000 行 / more than 5000 lines");
    }
    for (var i = 0; i < lines.size(); i++) {
      if (lines.get(i).chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
        faults.at(i + 1, "含有控制字符，请删除 / holds a control character; remove it");
      }
    }
    faults.throwIfAny();
    return lines;
  }

  /** Text for people, within a length. */
  static String words(String text, int most) {
    var words = text.strip();
    if (words.codePointCount(0, words.length()) > most) {
      throw new CalendarFault("文字超过 %1$d 字 / a text longer than %1$d characters".formatted(most));
    }
    return words;
  }

  /** A day that exists: 2026-02-30 is refused. */
  static LocalDate date(String text, String pattern) {
    try {
      var form = DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
      return LocalDate.parse(text, form);
    } catch (DateTimeParseException e) {
      var example = pattern.contains("-") ? "2026-10-01" : "20261001";
      throw new CalendarFault(
          "日期应是存在的一天，写作 %1$s / a day that exists, written %1$s".formatted(example));
    }
  }

  private static String decoded(byte[] bytes, FileFaults faults) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      var text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw faults.whole("不是 UTF-8 编码，请另存为 UTF-8 / not UTF-8; save it as UTF-8");
    }
  }
}
