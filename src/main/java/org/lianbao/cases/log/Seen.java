package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.lianbao.application.Application;
import org.lianbao.application.Changes;
import org.lianbao.application.Changes.Change;
import org.lianbao.cases.Role;
import org.lianbao.partners.AllowList;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Json;

/** What of a changed form each partner may see, by the allow-list of its manifest. */
record Seen(Partners partners, Application before, Application after) {

  /** What changed in it; for the window, which has no manifest, all that changed. */
  List<Change> by(String partner) {
    return partners
        .find(partner)
        .map(it -> Changes.between(cut(it, before), cut(it, after)))
        .orElseGet(() -> Changes.between(before.document(), after.document()));
  }

  private static JsonNode cut(Partner partner, Application form) {
    var connects = partner.roles().stream().anyMatch(role -> Role.service(role) != null);
    var order = Json.mapper().createObjectNode();
    order.set("application", connects ? form.forCompanies() : form.document());
    return new AllowList(partner.sees()).cut(order).path("application");
  }
}
