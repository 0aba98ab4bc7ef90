package org.lianbao.routing.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partner.Files.As;
import org.lianbao.shared.Finding;

/** A partner's routes do about files what its manifest says. */
final class FilesTaken {

  private static final String ATTACH = "direct:hub.attach";
  private static final String FILES = "direct:hub.files";

  private FilesTaken() {}

  static List<Finding> check(Partner partner, List<RouteFile> files) {
    var findings = new ArrayList<Finding>();
    var as = partner.files().as();
    step(partner, files, ATTACH, as != As.NONE, findings);
    step(partner, files, FILES, EnumSet.of(As.UPLOAD, As.BESIDE).contains(as), findings);
    return findings;
  }

  private static void step(
      Partner partner, List<RouteFile> files, String step, boolean wanted, List<Finding> findings) {
    var taken =
        files.stream()
            .filter(file -> file.owner().equals(partner.slug()))
            .flatMap(file -> file.parts().stream())
            .anyMatch(part -> part.text("uri").equals(step));
    if (taken == wanted) {
      return;
    }
    findings.add(
        Finding.of(
            "routes/" + partner.slug() + "/partner.yaml",
            1,
            wanted ? "接收附件，路由却没有 " + step : "路由有 " + step + "，清单却不是这样接收附件",
            wanted
                ? "it takes files, but no route goes to " + step
                : "a route goes to " + step + ", but the manifest takes no files that way",
            "照 docs/attachments.md 改正 attachments 或路由",
            "mend the key attachments or the route after docs/attachments.md"));
  }
}
