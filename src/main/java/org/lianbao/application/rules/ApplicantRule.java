package org.lianbao.application.rules;

import java.util.List;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;

/** Who applies: the certificate that fits, the person who signs, the consent to share. */
final class ApplicantRule implements Rule {

  private static final List<String> AGENT = List.of("agentName", "agentMobile", "agentIdNo");

  @Override
  public void look(Filled filled, Faults faults) {
    if (!filled.hasGroup("/applicant")) {
      return;
    }
    var person = filled.says("/applicant/applicantType", "PERSON");
    certificate(person, filled, faults);
    if (filled.formal() && !person && !filled.has("/applicant/legalPerson")) {
      faults.missing("/applicant/legalPerson");
    }
    agent(filled, faults);
    consent(filled, faults);
  }

  private static void certificate(boolean person, Filled filled, Faults faults) {
    var at = "/applicant/certType";
    if (person && filled.says(at, "USCC")) {
      faults.error(at, "CERT_TYPE", "个人申请应填 ID_CARD（居民身份证）", "a person is identified by ID_CARD");
    } else if (person && filled.has(at) && !filled.says(at, "ID_CARD")) {
      faults.warn(at, "CERT_TYPE", "个人申请一般填居民身份证，请核对证件", "a person usually shows an ID_CARD");
    } else if (filled.says("/applicant/applicantType", "ENTERPRISE") && !filled.says(at, "USCC")) {
      faults.warn(at, "CERT_TYPE", "企业一般填统一社会信用代码，请核对证件", "an enterprise usually shows a USCC");
    }
  }

  private static void agent(Filled filled, Faults faults) {
    var agent = AGENT.stream().anyMatch(box -> filled.has("/applicant/" + box));
    if (agent && !filled.attached("M03")) {
      var zh = "有经办人时须附授权委托书（材料 M03）";
      var en = "an agent needs a letter of authority (material M03)";
      if (filled.formal()) {
        faults.error("/attachments", "M03_MISSING", zh, en);
      } else {
        faults.warn("/attachments", "M03_MISSING", zh, en);
      }
    }
  }

  private static void consent(Filled filled, Faults faults) {
    var at = "/applicant/dataShareConsent";
    if (filled.document().at(at).isBoolean() && !filled.ticked(at)) {
      faults.error(
          at,
          "CONSENT_REFUSED",
          "须为 true：未经申请人授权，不得将其个人信息推送给水电气暖单位",
          "must be true: without consent nothing may be passed to the utilities");
    } else if (!filled.formal() && !filled.has(at)) {
      faults.warn(
          at,
          "CONSENT_OPEN",
          "尚未填写，推送个人信息前须取得授权",
          "not given yet; needed before personal data is passed on");
    }
    for (var box : List.of("consentTime", "consentTextVersion")) {
      if (filled.formal() && filled.ticked(at) && !filled.has("/applicant/" + box)) {
        faults.warn(
            "/applicant/" + box,
            "CONSENT_UNDATED",
            "已授权但未填写，事后难以证明，请补填",
            "is not told, so that the consent is hard to prove");
      }
    }
  }
}
