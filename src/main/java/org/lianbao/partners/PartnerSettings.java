package org.lianbao.partners;

import java.util.Optional;

/** What the settings say about partners: addresses, accounts, secrets. */
public interface PartnerSettings {

  /** The value of {@code lianbao.partners.<slug>.<key>}, if set and not blank. */
  Optional<String> get(String slug, String key);
}
