package org.lianbao.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lianbao.application.Application;
import org.lianbao.shared.Json;

/** Forms and tidings as the tests of the case record need them. */
public final class CaseFixture {

  public static final Instant OPENED = Instant.parse("2026-11-09T02:12:30Z");

  private CaseFixture() {}

  /** A formal application of an enterprise. */
  public static Application formal(
      String upstreamApplyNo, String externalLine, String... services) {
    return application("FORMAL", upstreamApplyNo, externalLine, services);
  }

  public static Application application(
      String applyType, String upstreamApplyNo, String externalLine, String... services) {
    return new Application(
        Json.mapper()
            .valueToTree(
                Map.of(
                    "requestId",
                    "request-" + upstreamApplyNo,
                    "upstreamApplyNo",
                    upstreamApplyNo,
                    "applyType",
                    applyType,
                    "acceptanceMode",
                    "SINGLE",
                    "services",
                    List.of(services),
                    "applicant",
                    Map.of(
                        "applicantType", "ENTERPRISE",
                        "dataShareConsent", true,
                        "name", "濮阳县测试新材料有限公司",
                        "contactName", "李四",
                        "contactMobile", "13800138000"),
                    "project",
                    Map.of("name", "年产2万吨新材料项目"),
                    "externalWorks",
                    Map.of("hasExternalLine", externalLine))));
  }

  /** So many hours after the case was opened. */
  public static Instant hour(long hours) {
    return OPENED.plus(Duration.ofHours(hours));
  }

  public static Told.Delivered delivered(String orderNo, long hour, String partnerRef) {
    return new Told.Delivered(orderNo, hour(hour), partnerRef);
  }

  public static Told.Reported reported(String orderNo, EventType event, long hour) {
    return reported(orderNo, event, hour, null, "{}");
  }

  public static Told.Reported reported(String orderNo, EventType event, long hour, String outcome) {
    return reported(orderNo, event, hour, outcome, "{}");
  }

  public static Told.Reported reported(
      String orderNo, EventType event, long hour, String outcome, String attributes) {
    return new Told.Reported(
        orderNo, event, hour(hour), null, outcome, Json.read(attributes, JsonNode.class));
  }
}
