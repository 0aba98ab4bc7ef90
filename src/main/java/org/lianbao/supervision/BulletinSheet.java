package org.lianbao.supervision;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;

/**
 * A bulletin as a table for office programs. Numbers are numbers; a text that such a program would
 * take for a formula stays a text.
 */
record BulletinSheet(Bulletin bulletin) {

  private static final List<String> HEAD =
      List.of("规则", "名称", "条款", "单位", "应办", "按时", "其中补报", "超期", "未到期", "按时率(%)", "平均工作时长(小时)");

  /** CSV, UTF-8 with a byte order mark, so that office programs read the Chinese. */
  byte[] csv() {
    var text = new StringWriter();
    try (var csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
      for (var row : all()) {
        csv.printRecord(row.stream().map(BulletinSheet::plain));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
  }

  /** XLSX with one sheet. */
  byte[] xlsx() {
    var out = new ByteArrayOutputStream();
    try (var book = new Workbook(out, "Lianbao", "1.0")) {
      var sheet = book.newWorksheet("通报 " + bulletin.of());
      var line = 0;
      for (var row : all()) {
        for (var column = 0; column < row.size(); column++) {
          if (row.get(column) instanceof Number number) {
            sheet.value(line, column, number);
          } else if (row.get(column) != null) {
            sheet.value(line, column, row.get(column).toString());
          }
        }
        line++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private List<List<?>> all() {
    var rows = new ArrayList<List<?>>();
    rows.add(List.of("水电气暖协同报装通报", bulletin.of().toString()));
    if (bulletin.month() != null) {
      totals().forEach(rows::add);
    }
    rows.add(List.of());
    rows.add(HEAD);
    for (var row : bulletin.rows()) {
      rows.add(
          Arrays.asList(
              row.rule(),
              row.ruleName(),
              row.basis(),
              row.partyName(),
              row.total(),
              row.onTime(),
              row.lateReported(),
              row.late(),
              row.open(),
              row.onTimePercent(),
              row.averageHours()));
    }
    return rows;
  }

  private Stream<List<?>> totals() {
    var month = bulletin.month();
    var ended = month.ended().values().stream().mapToLong(Long::longValue).sum();
    return Stream.of(
        List.of("申请受理", month.accepted()),
        List.of("办结", ended),
        Arrays.asList("每件踏勘次数", month.surveysPerCase()),
        List.of("协同施工建议", month.proposed()),
        Arrays.asList("共沟占比(%)", month.sharedPercent()),
        Arrays.asList("联合验收占比(%)", month.jointPercent()),
        List.of("撤销许可", month.revoked()));
  }

  private static Object plain(Object value) {
    return value instanceof String text && text.matches("(?s)[=+\\-@\\t\\r].*")
        ? "'" + text
        : value;
  }
}
