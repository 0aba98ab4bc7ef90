package org.lianbao.trenches;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * The plane in which the county measures: CGCS2000, 3-degree Gauss-Krüger with the central meridian
 * 114° E (EPSG:4547), metres. Both systems have one datum, so a point is only projected.
 */
final class Plane {

  private static final double MERIDIAN = 114;

  /** Up to here a metre of the plane is a metre on the ground to within 0.3 %. */
  private static final double REACH = 5;

  private static final double SOUTH = 20;
  private static final double NORTH = 50;

  /** That of CGCS2000 agrees with GRS 80 in every figure that counts here. */
  private static final String ELLIPSOID = " +ellps=GRS80 +no_defs";

  private static final CoordinateReferenceSystem DEGREES =
      new CRSFactory().createFromParameters("EPSG:4490", "+proj=longlat" + ELLIPSOID);

  private static final CoordinateReferenceSystem METRES =
      new CRSFactory()
          .createFromParameters(
              "EPSG:4547",
              "+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +units=m" + ELLIPSOID);

  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  private Plane() {}

  static boolean covers(double lon, double lat) {
    return Math.abs(lon - MERIDIAN) <= REACH && lat >= SOUTH && lat <= NORTH;
  }

  static LineString line(Route route) {
    return GEOMETRIES.createLineString(
        route.positions().stream().map(Plane::point).toArray(Coordinate[]::new));
  }

  /** Easting and northing. */
  static Coordinate point(Route.Position position) {
    var projected =
        new CoordinateTransformFactory()
            .createTransform(DEGREES, METRES)
            .transform(new ProjCoordinate(position.lon(), position.lat()), new ProjCoordinate());
    return new Coordinate(projected.x, projected.y);
  }
}
