package org.lianbao.routing.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.lianbao.partners.ExchangeTables.Column;
import org.lianbao.shared.Clock;

/** Values of columns, between JSON and SQL. Times are ISO-8601 with the county's offset. */
final class Values {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  private Values() {}

  /** What a result holds in this column; {@code null} where it holds nothing. */
  static JsonNode read(ResultSet row, int index, Column column) throws SQLException {
    if (row.getObject(index) == null) {
      return null;
    }
    return switch (column.type()) {
      case VARCHAR, TEXT -> JSON.textNode(row.getString(index));
      case SMALLINT, INTEGER, BIGINT -> JSON.numberNode(row.getLong(index));
      case NUMERIC -> JSON.numberNode(row.getBigDecimal(index));
      case DATE -> JSON.textNode(row.getObject(index, LocalDate.class).toString());
      case TIMESTAMP ->
          JSON.textNode(
              ISO.format(
                  row.getObject(index, LocalDateTime.class)
                      .atZone(Clock.COUNTY)
                      .toOffsetDateTime()));
      case TIMESTAMPTZ ->
          JSON.textNode(
              ISO.format(
                  row.getObject(index, OffsetDateTime.class)
                      .atZoneSameInstant(Clock.COUNTY)
                      .toOffsetDateTime()));
    };
  }

  /** A value that fits its column, as text that SQL casts to the column's type. */
  static String sql(Column column, JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    return switch (column.type()) {
      case TIMESTAMP ->
          OffsetDateTime.parse(value.asText())
              .atZoneSameInstant(Clock.COUNTY)
              .toLocalDateTime()
              .toString();
      case NUMERIC, SMALLINT, INTEGER, BIGINT ->
          new BigDecimal(value.asText()).stripTrailingZeros().toPlainString();
      default -> value.asText();
    };
  }

  /** A named parameter with the cast that makes it the column's type. */
  static String cast(Column column) {
    var type =
        switch (column.type()) {
          case VARCHAR, TEXT -> "text";
          case NUMERIC -> "numeric";
          default -> column.words();
        };
    return "cast(:%s as %s)".formatted(column.name(), type);
  }
}
