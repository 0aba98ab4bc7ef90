package org.lianbao.console;

import java.util.Map;
import java.util.TreeMap;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;

/** Names of partners and of the services they offer, as the partner folders say at this moment. */
record Names(Partners partners, Words words) {

  private static final String UTILITY = "utility:";

  /** A partner's name by its slug; the hub itself and strangers have names too. */
  String of(String slug) {
    if (slug == null || "hub".equals(slug)) {
      return words.say("source.hub");
    }
    if ("window".equals(slug)) {
      return words.say("source.window");
    }
    return partners.find(slug).map(words::name).orElse(slug);
  }

  /** What a role is called: the service for a utility, the role's own words otherwise. */
  String role(String role) {
    return role.startsWith(UTILITY)
        ? words.service(role.substring(UTILITY.length()))
        : words.code("role", role);
  }

  /** The services some partner offers: their names by code, sorted by code. */
  Map<String, String> services() {
    var services = new TreeMap<String, String>();
    for (Partner partner : partners.all()) {
      partner.roles().stream()
          .filter(role -> role.startsWith(UTILITY))
          .map(role -> role.substring(UTILITY.length()))
          .forEach(code -> services.put(code, words.service(code)));
    }
    return services;
  }
}
