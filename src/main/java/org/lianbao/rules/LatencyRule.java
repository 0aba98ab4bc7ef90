package org.lianbao.rules;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.lianbao.rules.ClockRule.Obligor;
import org.lianbao.rules.Rules.Latency;

/**
 * How quickly the hub and its partners are to tell. It is counted by the clock, day and night; how
 * much is allowed is {@code latency} of the edition.
 */
public enum LatencyRule {
  /** An order is owed until its partner has it. */
  PUSH("TEC-01", "推送及时", "pushed in time", "S64", Obligor.HUB),
  /** Something happened until the hub is told. */
  REPORT("TEC-02", "回传及时", "reported in time", "S65", Obligor.PARTNER);

  private final String id;
  private final String zh;
  private final String en;
  private final String basis;
  private final Obligor obligor;

  LatencyRule(String id, String zh, String en, String basis, Obligor obligor) {
    this.id = id;
    this.zh = zh;
    this.en = en;
    this.basis = basis;
    this.obligor = obligor;
  }

  /** The rule with this id. */
  public static Optional<LatencyRule> of(String id) {
    return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst();
  }

  public String id() {
    return id;
  }

  public String zh() {
    return zh;
  }

  public String en() {
    return en;
  }

  /** The clause it rests on. */
  public String basis() {
    return basis;
  }

  public Obligor obligor() {
    return obligor;
  }

  /** How long it may take by this edition. */
  public Duration allowed(Latency latency) {
    return this == PUSH ? latency.push() : latency.report();
  }
}
