package org.lianbao.partners;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The exchange tables (前置库) of a partner: a database of its own in which the hub writes some tables
 * and the partner others. Both sides only insert; all they ever change is the state of a row.
 *
 * @param schema where the tables lie
 * @param key the column with a row's own identity, a UUID as text
 * @param sequence the column with the number the database gives each row
 * @param state how the taker of a row says what became of it
 * @param validity how a row says that it takes back an earlier one
 * @param tables by name, in the order in which they are written
 */
public record ExchangeTables(
    String schema,
    String key,
    String sequence,
    State state,
    Validity validity,
    Map<String, Table> tables) {

  /** The settings that say where the database is and who the hub is there. */
  public static final List<String> SETTINGS = List.of("db-url", "db-user", "db-password");

  /**
   * The state column and its codes.
   *
   * @param fresh written, not taken yet
   * @param taken taken, not decided yet
   * @param failed the first is what the hub writes, all are understood
   * @param reason the column that says why a row failed
   */
  public record State(
      String column, int fresh, int taken, int accepted, List<Integer> failed, String reason) {

    public State {
      failed = List.copyOf(failed);
    }
  }

  /**
   * The column that says whether a row counts.
   *
   * @param reason the column that says why an earlier row is taken back
   */
  public record Validity(String column, int valid, int invalid, String reason) {}

  /**
   * One table.
   *
   * @param writtenByHub or else by the partner
   * @param identity for a table the hub writes: the columns that say what a row is about
   * @param unimportant columns whose change alone makes no new row
   * @param answers for a table the partner writes: how its rows find the order they are about
   * @param columns all columns the hub reads or writes, by name
   */
  public record Table(
      String name,
      String zh,
      String en,
      boolean writtenByHub,
      List<String> identity,
      Set<String> unimportant,
      Optional<Answers> answers,
      Map<String, Column> columns) {}

  /**
   * A row is about the order whose row in another table has the same values.
   *
   * @param table one the hub writes
   * @param by the columns to compare, which both have
   */
  public record Answers(String table, List<String> by) {}

  /** A column; {@code length} counts characters or digits, {@code scale} digits after the point. */
  public record Column(String name, Type type, int length, int scale, boolean required) {

    /** As the manifest writes it. */
    public String words() {
      return switch (type) {
        case VARCHAR -> "varchar(" + length + ")";
        case NUMERIC -> "numeric(" + length + "," + scale + ")";
        default -> type.name().toLowerCase(Locale.ROOT);
      };
    }
  }

  /** What a column holds. TIMESTAMP is the county's time without a zone. */
  public enum Type {
    SMALLINT,
    INTEGER,
    BIGINT,
    NUMERIC,
    VARCHAR,
    TEXT,
    DATE,
    TIMESTAMP,
    TIMESTAMPTZ
  }
}
