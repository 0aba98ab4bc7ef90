package org.lianbao.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * The joint form (联合报装申请表) as it was given: the document itself with names for the parts that rules
 * ask for. Made only from a document that passed the form's checks.
 */
public record Application(JsonNode document) {

  /** The county's id of this very request (申请请求号). */
  public String requestId() {
    return document.path("requestId").asText();
  }

  /** The county's own number of the application (外部申请号). */
  public String upstreamApplyNo() {
    return document.path("upstreamApplyNo").asText();
  }

  /** INTENT (意向登记) or FORMAL (正式申请). */
  public String applyType() {
    return document.path("applyType").asText();
  }

  /** The services asked for (报装事项), in the order of the form, each once. */
  public Set<String> services() {
    var services = new LinkedHashSet<String>();
    document.path("services").forEach(service -> services.add(service.asText()));
    return services;
  }

  /** Whether works outside the premises are needed (是否有外线): YES, NO or UNKNOWN. */
  public String externalLine() {
    return document.path("externalWorks").path("hasExternalLine").asText("UNKNOWN");
  }

  /** The external works; none unless the applicant says there are. */
  public Works works() {
    return new Works(
        externalLine().equals("YES")
            ? document.path("externalWorks").path("items")
            : MissingNode.getInstance());
  }

  /** The county's day of the application (申请时间). */
  public LocalDate appliedOn(Instant receivedAt) {
    var applied = document.path("applyTime").asText("");
    return LocalDate.ofInstant(
        applied.isEmpty() ? receivedAt : OffsetDateTime.parse(applied).toInstant(), Clock.COUNTY);
  }

  /** JOINT (联合验收) or SINGLE (单项验收), as the applicant chose. */
  public String acceptanceMode() {
    return document.path("acceptanceMode").asText("JOINT");
  }

  public String applicantName() {
    return document.path("applicant").path("name").asText();
  }

  public Optional<String> projectName() {
    return Optional.ofNullable(document.path("project").path("name").textValue());
  }

  /**
   * The form as companies may be given it: personal data is masked until the applicant has agreed
   * to share it, which an intent may leave open (个人信息保护法 23).
   */
  public JsonNode forCompanies() {
    return document.path("applicant").path("dataShareConsent").asBoolean()
        ? document
        : Masking.of(document).document();
  }

  /**
   * The digest of what the form means, whatever its spacing, key order or number spelling, and
   * without the id of the request that carried it.
   */
  public String meaning() {
    var asked = (ObjectNode) document.deepCopy();
    asked.remove("requestId");
    return Digest.sm3(Json.canonical(asked));
  }
}
