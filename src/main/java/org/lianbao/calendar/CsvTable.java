package org.lianbao.calendar;

import java.util.ArrayList;
import java.util.List;

/**
 * A calendar file in CSV: comment lines first, of which {@code # edition: <id>} is required and
 * {@code # source: <text>} is not, then a fixed header, then rows, each on one line.
 */
record CsvTable(String edition, String source, List<Row> rows) {

  record Row(int line, List<String> fields) {
    String get(int column) {
      return fields.get(column);
    }
  }

  static CsvTable read(byte[] bytes, String header, FileFaults faults) {
    var lines = FileText.lines(bytes, faults);
    String edition = null;
    var source = "";
    var headed = false;
    var columns = header.split(",").length;
    var rows = new ArrayList<Row>();
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i).strip();
      if (line.startsWith("#")) {
        var comment = line.substring(1).strip();
        if (comment.startsWith("edition:")) {
          edition = comment.substring("edition:".length()).strip();
        } else if (comment.startsWith("source:")) {
          source = comment.substring("source:".length()).strip();
        }
      } else if (!line.isEmpty() && !headed) {
        headed = true;
        if (!line.equals(header)) {
          faults.at(i + 1, "表头应为 " + header + " / the header must be that");
        }
      } else if (!line.isEmpty()) {
        var fields = fields(line, i + 1, faults);
        if (fields != null && fields.size() != columns) {
          faults.at(
              i + 1,
              "应有 %1$d 列，实有 %2$d 列 / %1$d columns expected, %2$d found"
                  .formatted(columns, fields.size()));
        } else if (fields != null) {
          rows.add(new Row(i + 1, fields));
        }
      }
    }
    faults.throwIfAny();
    if (edition == null || edition.isEmpty() || !headed) {
      throw faults.whole(
          "缺少 “# edition: 版本号” 或表头 %1$s / needs a line \"# edition: <id>\" and the header %1$s"
              .formatted(header));
    }
    return new CsvTable(edition, source, rows);
  }

  private static List<String> fields(String line, int number, FileFaults faults) {
    var fields = new ArrayList<String>();
    var field = new StringBuilder();
    var quoted = false;
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"' && (quoted || field.isEmpty())) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      faults.at(number, "引号未闭合 / a quotation mark is not closed");
      return null;
    }
    fields.add(field.toString().strip());
    return fields;
  }
}
