package org.lianbao.application.rules;

import java.math.BigDecimal;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;

/** Quantities that should agree with each other, and what more of the same needs. */
final class DemandRule implements Rule {

  private static final BigDecimal THOUSAND = new BigDecimal("1000");
  private static final BigDecimal TOLERANCE = new BigDecimal("0.2");

  @Override
  public void look(Filled filled, Faults faults) {
    increase(filled, faults);
    if (less("/power/contractCapacity", "/power/capacity", filled)) {
      faults.warn(
          "/power/contractCapacity", "CAPACITY", "小于申请容量，请核对", "is below the capacity applied for");
    }
    if (less("/project/floorArea", "/heat/heatArea", filled)) {
      faults.warn(
          "/heat/heatArea", "HEAT_AREA", "大于总建筑面积，请核对", "is above the floor area of the project");
    }
    load(filled, faults);
    season(filled, faults);
  }

  private static void increase(Filled filled, Faults faults) {
    if (filled.says("/power/businessType", "INCREASE") && !filled.has("/power/consNo")) {
      faults.error("/power/consNo", "REQUIRED", "增容须填写原户号", "is required for an increase");
    }
    for (var block : new String[] {"/water", "/gas", "/heat"}) {
      if (filled.says(block + "/businessType", "INCREASE") && !filled.has(block + "/consNo")) {
        faults.warn(block + "/consNo", "REQUIRED", "增容请填写原户号", "should be told for an increase");
      }
    }
  }

  private static boolean less(String one, String other, Filled filled) {
    return filled
        .number(one)
        .flatMap(value -> filled.number(other).map(value::compareTo))
        .filter(order -> order < 0)
        .isPresent();
  }

  private static void load(Filled filled, Faults faults) {
    var area = filled.number("/heat/heatArea");
    var index = filled.number("/heat/heatIndex");
    var load = filled.number("/heat/designLoadKw");
    if (area.isPresent() && index.isPresent() && load.isPresent()) {
      // Watts against watts: kW × 1000 beside m² × W/m².
      var expected = area.get().multiply(index.get());
      var off = load.get().multiply(THOUSAND).subtract(expected).abs();
      if (off.compareTo(expected.multiply(TOLERANCE)) > 0) {
        faults.warn(
            "/heat/designLoadKw",
            "HEAT_LOAD",
            "与供热面积×热指标相差超过 20%，请核对",
            "differs from area times heat index by more than 20 %");
      }
    }
  }

  /** A heating season (供暖季) goes over one turn of the year. */
  private static void season(Filled filled, Faults faults) {
    filled
        .text("/heat/season")
        .filter(season -> season.matches("\\d{4}-\\d{4}"))
        .filter(season -> Integer.parseInt(season.substring(5)) != yearAfter(season))
        .ifPresent(
            season ->
                faults.warn(
                    "/heat/season", "SEASON", "应为相邻两年，如 2026-2027", "must be two years in a row"));
  }

  private static int yearAfter(String season) {
    return Integer.parseInt(season.substring(0, 4)) + 1;
  }
}
