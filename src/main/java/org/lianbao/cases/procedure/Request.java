package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.lianbao.application.Application;

/**
 * What the applicant asks for, as far as the procedure goes by it: taken from the form at each of
 * its revisions. Holds no personal data.
 *
 * @param applyType INTENT (意向登记) or FORMAL (正式申请)
 * @param services in the order of the form
 * @param externalLine whether works outside the premises are needed: YES, NO or UNKNOWN
 * @param acceptanceMode JOINT (联合验收) or SINGLE (单项验收)
 * @param approvalPath NORMAL or COMMITMENT (告知承诺), {@code null} where the applicant leaves it open
 * @param unifiedBill whether the applicant wants one bill for all (统一缴费)
 * @param appliedOn the county's day of the application, by which rules are chosen
 * @param plannedStart first day of the works as planned, {@code null} if not said
 * @param holder unified social credit code of the applicant, {@code null} for a person
 * @param works the external works of the form, an array of objects; the people at them are left out
 * @param papers codes of the materials attached, such as M12
 */
public record Request(
    String applyType,
    List<String> services,
    String externalLine,
    String acceptanceMode,
    String approvalPath,
    boolean unifiedBill,
    LocalDate appliedOn,
    LocalDate plannedStart,
    String holder,
    JsonNode works,
    List<String> papers) {

  private static final List<String> PERSONAL = List.of("responsiblePerson", "responsibleMobile");

  static final Request NONE =
      new Request(
          "", List.of(), "UNKNOWN", "SINGLE", null, false, LocalDate.EPOCH, null, null, null, null);

  public Request {
    services = List.copyOf(services);
    works = works == null ? JsonNodeFactory.instance.arrayNode() : works;
    papers = papers == null ? List.of() : List.copyOf(papers);
  }

  static Request of(Application form, Instant receivedAt) {
    var document = form.document();
    var applicant = document.path("applicant");
    var start = document.path("project").path("plannedStart").textValue();
    return new Request(
        form.applyType(),
        List.copyOf(form.services()),
        form.externalLine(),
        form.acceptanceMode(),
        document.path("externalWorks").path("approvalPath").textValue(),
        document.path("unifiedBill").asBoolean(),
        form.appliedOn(receivedAt),
        start == null ? null : LocalDate.parse(start),
        "USCC".equals(applicant.path("certType").asText())
            ? applicant.path("certNo").textValue()
            : null,
        works(document.path("externalWorks").path("items")),
        papers(document.path("attachments")));
  }

  /** The external works without the people at them. */
  private static JsonNode works(JsonNode items) {
    var kept = JsonNodeFactory.instance.arrayNode();
    for (var item : items) {
      if (item.deepCopy() instanceof ObjectNode works) {
        kept.add(Facts.normal(works.remove(PERSONAL)));
      }
    }
    return kept;
  }

  private static List<String> papers(JsonNode attachments) {
    return StreamSupport.stream(attachments.spliterator(), false)
        .map(file -> file.path("materialCode").asText())
        .distinct()
        .sorted()
        .toList();
  }

  /** This request as one that follows another: what rules it falls under stays (S61). */
  Request after(Request earlier) {
    return with(services, works, earlier.appliedOn());
  }

  /** This request without these services and the works for them. */
  Request without(List<String> withdrawn) {
    var left = JsonNodeFactory.instance.arrayNode();
    works.forEach(
        item -> {
          if (!withdrawn.contains(item.path("service").asText())) {
            left.add(item);
          }
        });
    return with(
        services.stream().filter(service -> !withdrawn.contains(service)).toList(),
        left,
        appliedOn);
  }

  private Request with(List<String> asked, JsonNode described, LocalDate day) {
    return new Request(
        applyType,
        asked,
        externalLine,
        acceptanceMode,
        approvalPath,
        unifiedBill,
        day,
        plannedStart,
        holder,
        described,
        papers);
  }

  boolean intent() {
    return "INTENT".equals(applyType);
  }
}
