package org.lianbao.routing.gate;

import org.lianbao.hosting.StartFailure;
import org.lianbao.partners.Partners;
import org.lianbao.partners.PartnersFile;
import org.springframework.stereotype.Component;

/**
 * Looks at the settings before any route starts: a value that no route knows is not passed over.
 */
@Component
class SettingsAtStart {

  /**
   * Looks.
   *
   * @throws StartFailure naming the settings that have a value they may not have, and those they
   *     may
   */
  SettingsAtStart(Partners partners, PartnersFile file) {
    for (var partner : partners.all()) {
      for (var key : file.unfit(partner)) {
        var finding = Faults.unfit(partner, key);
        throw new StartFailure(
            "%s: %s / %s".formatted(partner.slug(), finding.what().zh(), finding.what().en()),
            finding.mend().zh() + " / " + finding.mend().en());
      }
    }
  }
}
