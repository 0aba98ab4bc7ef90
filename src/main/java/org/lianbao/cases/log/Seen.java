package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.lianbao.application.Application;
import org.lianbao.application.Changes;
import org.lianbao.application.Changes.Change;
import org.lianbao.application.FormFields;
import org.lianbao.application.Masking;
import org.lianbao.cases.Role;
import org.lianbao.partners.AllowList;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Json;

/** What of a changed form each partner may see, by the allow-list of its manifest. */
record Seen(Partners partners, Application before, Application after) {

  private static final FormFields FIELDS = FormFields.load();

  /**
   * A box of the form that changed.
   *
   * @param pointer into the form as the partner sees it
   * @param label what it is called, in Chinese
   * @param before masked; {@code null} where it was not filled in
   * @param after masked; {@code null} where it no longer is
   */
  record Box(String pointer, String label, JsonNode before, JsonNode after) {}

  /** What changed in it; for the window, which has no manifest, all that changed. */
  List<Change> by(String partner) {
    return partners
        .find(partner)
        .map(it -> Changes.between(cut(it, before), cut(it, after)))
        .orElseGet(() -> Changes.between(before.document(), after.document()));
  }

  /** The same as a partner's order says it: which box, and its masked content before and after. */
  List<Box> boxes(String partner) {
    return partners
        .find(partner)
        .map(it -> boxes(by(partner), cut(it, masked(before)), cut(it, masked(after))))
        .orElse(List.of());
  }

  private static List<Box> boxes(List<Change> changes, JsonNode before, JsonNode after) {
    return changes.stream()
        .map(Change::pointer)
        .map(at -> new Box(at, FIELDS.label(at), shown(before, at), shown(after, at)))
        .toList();
  }

  private static JsonNode shown(JsonNode form, String pointer) {
    var value = form.at(pointer);
    return value.isMissingNode() ? null : value;
  }

  private static Application masked(Application form) {
    return new Application(Masking.of(form.document()).document());
  }

  private static JsonNode cut(Partner partner, Application form) {
    var connects = partner.roles().stream().anyMatch(role -> Role.service(role) != null);
    var order = Json.mapper().createObjectNode();
    order.set("application", connects ? form.forCompanies() : form.document());
    return new AllowList(partner.sees()).cut(order).path("application");
  }
}
