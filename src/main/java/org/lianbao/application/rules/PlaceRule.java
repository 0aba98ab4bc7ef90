package org.lianbao.application.rules;

import java.math.BigDecimal;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;

/** Coordinates: not swapped, near the county, in a named system. */
final class PlaceRule implements Rule {

  private static final BigDecimal POLE = new BigDecimal("90");
  private static final BigDecimal WEST = new BigDecimal("114.8");
  private static final BigDecimal EAST = new BigDecimal("115.5");
  private static final BigDecimal SOUTH = new BigDecimal("35.2");
  private static final BigDecimal NORTH = new BigDecimal("35.9");

  @Override
  public void look(Filled filled, Faults faults) {
    point("/project/lon", "/project/lat", filled, faults);
    for (var item : filled.places("/externalWorks/items/*")) {
      point(item + "/start/0", item + "/start/1", filled, faults);
      point(item + "/end/0", item + "/end/1", filled, faults);
    }
    if (filled.has("/project/lon") && !filled.has("/project/coordSys") && !filled.formal()) {
      faults.warn(
          "/project/coordSys", "REQUIRED", "填了坐标未填坐标系，按未知处理", "coordinates without their system");
    }
  }

  private static void point(String lonAt, String latAt, Filled filled, Faults faults) {
    var lon = filled.number(lonAt);
    var lat = filled.number(latAt);
    if (lat.filter(value -> value.abs().compareTo(POLE) > 0).isPresent()) {
      faults.error(
          latAt,
          "COORDINATES_SWAPPED",
          "纬度不能超过 90 度，经纬度可能填反了，请对调",
          "a latitude is at most 90; longitude and latitude seem swapped");
    } else if (lon.isPresent()
        && lat.isPresent()
        && !(within(lon.get(), WEST, EAST) && within(lat.get(), SOUTH, NORTH))) {
      faults.warn(
          lonAt,
          "OUTSIDE_COUNTY",
          "位置不在濮阳县一带（经度 114.8–115.5，纬度 35.2–35.9），请核对",
          "the point is not near the county (114.8 to 115.5 E, 35.2 to 35.9 N)");
    }
  }

  private static boolean within(BigDecimal value, BigDecimal low, BigDecimal high) {
    return value.compareTo(low) >= 0 && value.compareTo(high) <= 0;
  }
}
