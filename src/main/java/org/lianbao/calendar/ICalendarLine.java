package org.lianbao.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One content line of an iCalendar file, continuation lines joined.
 *
 * @param number of its first line in the file
 * @param name in capitals
 * @param parameters as written, each with its leading semicolon
 */
record ICalendarLine(int number, String name, String parameters, String value) {

  // Parameter values may be quoted and then hold colons. Possessive, so that no line is read twice.
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9-]++)((?:;[^\":;]++(?:\"[^\"]*+\"[^\":;]*+)*+)*+):(.*+)");

  static List<ICalendarLine> unfold(List<String> lines, FileFaults faults) {
    var joined = new ArrayList<ICalendarLine>();
    var text = new StringBuilder();
    var first = 0;
    for (var i = 0; i <= lines.size(); i++) {
      var line = i < lines.size() ? lines.get(i) : "";
      if (!line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t')) {
        text.append(line, 1, line.length());
        continue;
      }
      if (!text.isEmpty()) {
        add(joined, first, text.toString(), faults);
      }
      text.setLength(0);
      text.append(line);
      first = i + 1;
    }
    return joined;
  }

  boolean is(String other) {
    return ICalendar.upper(value).equals(other);
  }

  /** The value as text, its escapes resolved, on one line. */
  String text() {
    var text = new StringBuilder();
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        c = value.charAt(i) == 'n' || value.charAt(i) == 'N' ? ' ' : value.charAt(i);
      }
      text.append(c);
    }
    return text.toString().strip();
  }

  private static void add(List<ICalendarLine> to, int number, String text, FileFaults faults) {
    var match = FORM.matcher(text);
    if (match.matches()) {
      to.add(
          new ICalendarLine(
              number, ICalendar.upper(match.group(1)), match.group(2), match.group(3)));
    } else {
      faults.at(number, "应写作 名称:值 / not of the form NAME:VALUE");
    }
  }
}
