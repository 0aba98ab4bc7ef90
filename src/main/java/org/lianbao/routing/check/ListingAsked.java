package org.lianbao.routing.check;

import java.util.List;
import org.lianbao.partners.Partner;
import org.lianbao.shared.Finding;

/** Who can list what it has is asked by a route, and nobody else is. */
final class ListingAsked {

  private ListingAsked() {}

  static List<Finding> check(Partner partner, List<RouteFile> files) {
    var door = "direct:" + partner.slug() + ".listing";
    var asked =
        files.stream()
            .filter(file -> file.owner().equals(partner.slug()))
            .flatMap(file -> file.routes().stream())
            .anyMatch(route -> route.node().path("from").path("uri").asText().equals(door));
    var can = partner.listing().isPresent();
    if (asked == can) {
      return List.of();
    }
    return List.of(
        Finding.of(
            "routes/" + partner.slug() + "/partner.yaml",
            1,
            can ? "清单写了 listing，却没有路由从 " + door + " 开始" : "有路由从 " + door + " 开始，清单却没有 listing",
            can
                ? "it says listing, but no route begins at " + door
                : "a route begins at " + door + ", but it says no listing",
            "照 docs/reconciliation.md 补上路由或 listing",
            "write the route or the key listing after docs/reconciliation.md"));
  }
}
