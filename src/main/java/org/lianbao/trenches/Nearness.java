package org.lianbao.trenches;

import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * How much of two lines runs side by side.
 *
 * @param metres of the shorter line that lie within the distance of the other
 * @param share of the shorter line that these are, 0 to 1
 */
public record Nearness(double metres, double share) {

  /** Sides of a quarter of a circle; a rounded end is then right to a thousandth of its radius. */
  private static final int ROUND = 16;

  /**
   * Compares two lines; it does not matter which is named first.
   *
   * @param distance in metres, 0 or more
   */
  public static Nearness between(Route one, Route other, double distance) {
    var first = Plane.line(one);
    var second = Plane.line(other);
    var order = Double.compare(first.getLength(), second.getLength());
    var metres =
        order == 0
            ? Math.max(within(first, second, distance), within(second, first, distance))
            : order < 0 ? within(first, second, distance) : within(second, first, distance);
    return new Nearness(
        metres, Math.min(1, metres / Math.min(first.getLength(), second.getLength())));
  }

  /** Whether any of it does. */
  public boolean any() {
    return metres > 0;
  }

  private static double within(LineString line, LineString other, double distance) {
    if (!line.isWithinDistance(other, distance)) {
      return 0;
    }
    var strip = other.buffer(distance, ROUND);
    return OverlayNGRobust.overlay(line, strip, OverlayNG.INTERSECTION).getLength();
  }
}
