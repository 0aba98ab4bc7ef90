package org.lianbao.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table that grows slowly: its old rows are deleted, a thousand at a time. */
public final class RowRule implements Rule {

  private final String name;
  private final Keep keep;
  private final Rows rows;

  /**
   * @param column the time that says how old a row is
   * @param why SQL over a row {@code m}: the reason why it stays, {@code null} where it may go
   */
  public RowRule(JdbcClient jdbc, String name, Keep keep, String table, String column, String why) {
    this.name = name;
    this.keep = keep;
    this.rows = new Rows(jdbc, "rows", table, column, why);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Keep keep() {
    return keep;
  }

  @Override
  public List<Portion> look(Instant before) {
    return rows.look(before).stream().toList();
  }

  @Override
  public Optional<Portion> step(Instant before) {
    return rows.step(before);
  }
}
