package org.lianbao.application.rules;

import java.util.Set;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;

/** The project and who builds it; persons and individual businesses have no project code. */
final class BuilderRule implements Rule {

  private static final Set<String> WITH_PROJECT_CODE = Set.of("ENTERPRISE", "GOV", "SOCIAL_ORG");

  @Override
  public void look(Filled filled, Faults faults) {
    if (!filled.hasGroup("/project")) {
      return;
    }
    var type = filled.text("/applicant/applicantType").orElse("");
    if (filled.formal() && WITH_PROJECT_CODE.contains(type)) {
      for (var at : new String[] {"projectCode", "builderName", "builderUscc"}) {
        if (!filled.has("/project/" + at)) {
          faults.missing("/project/" + at);
        }
      }
    }
    filled
        .text("/project/gcdm")
        .filter(gcdm -> filled.text("/project/projectCode").filter(gcdm::startsWith).isEmpty())
        .filter(gcdm -> filled.has("/project/projectCode"))
        .ifPresent(
            gcdm ->
                faults.warn(
                    "/project/gcdm",
                    "WORKS_CODE",
                    "不以投资项目代码开头，请核对",
                    "does not begin with the project code"));
  }
}
