package org.lianbao.alerts;

import java.time.Duration;
import java.util.List;
import org.lianbao.shared.Clock;

/** The alerts in words. */
record KeptAlerts(AlertTable table, Wording wording, Telling telling, Clock clock)
    implements Alerts {

  private static final Duration RECENT = Duration.ofDays(7);
  private static final int MOST_RECENT = 50;

  @Override
  public long open() {
    return table.countOpen();
  }

  @Override
  public Board board() {
    return new Board(
        table.open().stream().map(wording::alert).toList(),
        table.cleared(clock.now().minus(RECENT), MOST_RECENT).stream().map(wording::alert).toList(),
        telling.reach());
  }

  @Override
  public List<Trial> test() {
    return telling.test();
  }
}
