package org.lianbao.trenches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.shared.Json;

class RouteTest {

  /**
   * What a degree is worth at 35.71° N on the ellipsoid, by the series of meridian and parallel.
   */
  private static final double DEGREE_OF_LATITUDE = 110_953.6;

  private static final double DEGREE_OF_LONGITUDE = 90_492.2;

  @Test
  void aThousandthOfADegreeNorthIsAHundredAndElevenMetres() {
    assertThat(route("[[115.02,35.71],[115.02,35.711]]").metres())
        .isCloseTo(DEGREE_OF_LATITUDE / 1000, Percentage.withPercentage(0.1));
  }

  @Test
  void aThousandthOfADegreeEastIsNinetyMetres() {
    assertThat(route("[[115.02,35.71],[115.021,35.71]]").metres())
        .isCloseTo(DEGREE_OF_LONGITUDE / 1000, Percentage.withPercentage(0.1));
  }

  @Test
  void theCentralMeridianIsFiveHundredKilometresEastOfTheOrigin() {
    var point = Plane.point(new Route.Position(114, 35.71));

    assertThat(point.x).isCloseTo(500_000, within(0.001));
    // The meridian from the equator to 35.71° N on the ellipsoid of CGCS2000.
    assertThat(point.y).isCloseTo(3_953_388, within(40.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[[115.02,35.71]]",
        "[[115.02,35.71],[115.02,35.71]]",
        "[[35.71,115.02],[35.72,115.02]]",
        "[[\"115.02\",35.71],[115.03,35.71]]",
        "[[115.02],[115.03]]",
        "[[1e300,35.71],[115.03,35.71]]",
        "{\"lon\":115.02}",
        "\"LINESTRING(115.02 35.71, 115.03 35.71)\"",
        "null"
      })
  void whatIsNoRouteInTheCountyIsNone(String coordinates) {
    assertThat(Route.read(Json.read(coordinates, JsonNode.class))).isEmpty();
  }

  @Test
  void aRouteOfMoreThanFiveHundredPointsIsNone() {
    var points = Json.mapper().createArrayNode();
    for (var n = 0; n <= 500; n++) {
      points.addArray().add(115.02 + n * 1e-5).add(35.71);
    }

    assertThat(Route.read(points)).isEmpty();
    points.remove(0);
    assertThat(Route.read(points)).isPresent();
  }

  private static Route route(String coordinates) {
    return Route.read(Json.read(coordinates, JsonNode.class)).orElseThrow();
  }
}
