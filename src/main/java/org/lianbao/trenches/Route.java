package org.lianbao.trenches;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a line runs.
 *
 * @param positions two or more, of which not all are the same
 */
public record Route(List<Position> positions) {

  private static final int MOST = 500;

  public Route {
    positions = List.copyOf(positions);
    if (positions.stream().distinct().count() < 2) {
      throw new IllegalArgumentException("a route has two different positions or more");
    }
  }

  /**
   * A point in CGCS2000 (EPSG:4490).
   *
   * @param lon degrees east
   * @param lat degrees north
   */
  public record Position(double lon, double lat) {

    public Position {
      if (!Plane.covers(lon, lat)) {
        throw new IllegalArgumentException("not within the plane of the county");
      }
    }
  }

  /**
   * Reads {@code [[lon, lat], …]}. Empty for anything else: fewer than two different points or more
   * than 500, what is no number, and points too far away to be measured, such as those with
   * longitude and latitude changed over.
   */
  public static Optional<Route> read(JsonNode coordinates) {
    if (!coordinates.isArray() || coordinates.size() < 2 || coordinates.size() > MOST) {
      return Optional.empty();
    }
    var positions = new ArrayList<Position>();
    for (var point : coordinates) {
      if (!point.path(0).isNumber()
          || !point.path(1).isNumber()
          || !Plane.covers(point.get(0).doubleValue(), point.get(1).doubleValue())) {
        return Optional.empty();
      }
      positions.add(new Position(point.get(0).doubleValue(), point.get(1).doubleValue()));
    }
    return positions.stream().distinct().count() < 2
        ? Optional.empty()
        : Optional.of(new Route(positions));
  }

  /** Its length in metres. */
  public double metres() {
    return Plane.line(this).getLength();
  }
}
