package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * CSV with a header. Rows are cut apart as bytes and decoded field by field, so that one broken row
 * costs only itself.
 */
final class Csv {

  static final String ROW = "_row";
  static final String PROBLEM = "_problem";

  private static final int MAX_ROWS = 20_000;
  private static final int MAX_COLUMNS = 500;

  private Csv() {}

  static ArrayNode read(byte[] body, Charset charset) {
    if (!Arrays.equals(
        "\",\r\n".getBytes(charset), "\",\r\n".getBytes(StandardCharsets.US_ASCII))) {
      throw new MappingFault("CSV cannot be read in " + charset.name());
    }
    var records = new CsvRecords(body, Strict.markLength(body, charset));
    var header = header(records.next(), charset);
    var rows = JsonNodeFactory.instance.arrayNode();
    for (var record = records.next(); record != null; record = records.next()) {
      if (rows.size() == MAX_ROWS) {
        throw new MappingFault("the file has more than " + MAX_ROWS + " rows");
      }
      rows.add(row(record, header, charset));
    }
    return rows;
  }

  static byte[] write(JsonNode value, Charset charset) {
    if (!value.isArray()) {
      throw new MappingFault("CSV is written from an array of objects");
    }
    if (value.isEmpty()) {
      return new byte[0];
    }
    List<String> header = new ArrayList<>();
    value.get(0).fieldNames().forEachRemaining(header::add);
    var out = new StringBuilder();
    line(out, header);
    var number = 1;
    for (var row : value) {
      number++;
      List<String> fields = new ArrayList<>(header.size());
      for (var name : header) {
        fields.add(field(row.path(name), name, number));
      }
      line(out, fields);
    }
    return Strict.encode(out.toString(), charset);
  }

  private static List<String> header(CsvRecords.Fields record, Charset charset) {
    if (record == null) {
      throw new MappingFault("the file has no header line");
    }
    if (record.fault() != null || record.fields().size() > MAX_COLUMNS) {
      throw new MappingFault(
          "the header line is broken or has more than " + MAX_COLUMNS + " columns");
    }
    List<String> names = new ArrayList<>();
    for (var field : record.fields()) {
      if (!Strict.decodes(field, charset)) {
        throw new MappingFault(
            "the header line, bytes %d to %d, is not valid %s"
                .formatted(record.from(), record.to(), charset.name()));
      }
      names.add(new String(field, charset).strip());
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new MappingFault("the header line names a column twice");
    }
    return names;
  }

  private static ObjectNode row(CsvRecords.Fields record, List<String> header, Charset charset) {
    var row = JsonNodeFactory.instance.objectNode();
    var problem = record.fault();
    var fields = record.fields();
    for (var i = 0; i < Math.min(fields.size(), header.size()); i++) {
      var invalid = Strict.invalidAt(fields.get(i), charset);
      if (invalid < 0) {
        row.put(header.get(i), new String(fields.get(i), charset));
      } else {
        problem = "第 %d 列第 %d 字节不是 %s 编码".formatted(i + 1, invalid + 1, charset.name());
      }
    }
    if (problem == null && fields.size() != header.size()) {
      problem = "应有 " + header.size() + " 列,实有 " + fields.size() + " 列";
    }
    row.put(ROW, record.line());
    return problem == null ? row : row.put(PROBLEM, problem);
  }

  private static String field(JsonNode value, String name, int row) {
    if (value.isContainerNode()) {
      throw new MappingFault("row " + row + ", column " + name + " is not a plain value");
    }
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
  }

  private static void line(StringBuilder out, List<String> fields) {
    for (var i = 0; i < fields.size(); i++) {
      out.append(i == 0 ? "\"" : ",\"").append(fields.get(i).replace("\"", "\"\"")).append('"');
    }
    out.append("\r\n");
  }
}
