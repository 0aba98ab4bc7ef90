package org.lianbao.cases;

/** The kinds of order a case may owe a role; a manifest lists those its partner takes. */
public final class OrderKind {

  /** Connect this service (报装接入). */
  public static final String CONNECT = "connect";

  /** Register this intent (意向登记). */
  public static final String INTENT = "intent";

  /** Decide on this item of the approval bundle (并联审批). */
  public static final String APPROVAL = "approval";

  /** Review the drawings of the external line (施工图审查, S20). */
  public static final String DRAWING_REVIEW = "drawing-review";

  /** Keep this plan of works on file (施工方案报备, S45). */
  public static final String WORKS_PLAN = "works-plan";

  /** Consent to works that affect traffic (交管意见, S46). */
  public static final String TRAFFIC_CONSENT = "traffic-consent";

  /** Take part in the joint acceptance (联合验收, S57). */
  public static final String ACCEPTANCE = "acceptance";

  /** Know this event of the case (状态推送). */
  public static final String STATUS = "status";

  /** Keep the handling of the case on record (办件归集, S63). */
  public static final String RECORD = "record";

  /** Enter a revoked permit in the credit file (不良信息, S52). */
  public static final String CREDIT_RECORD = "credit-record";

  private OrderKind() {}
}
