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

  /** Take the changed application in place of the one before (变更申请). */
  public static final String AMEND = "amend";

  /** Stop work on an order, since the applicant withdraws (撤回). */
  public static final String WITHDRAW = "withdraw";

  /** Come to the review meeting of the project (项目联审会, S10). */
  public static final String MEETING = "meeting";

  /** Come to the joint survey at this time (联合踏勘, S16). */
  public static final String SURVEY = "survey";

  /** Know the plan of another utility as far as it concerns yours (共享设计方案, S33). */
  public static final String SHARE_PLAN = "share-plan";

  /** Know where your trench meets another's, and what is proposed (协同施工, S53). */
  public static final String JOINT_WORKS = "joint-works";

  /** Know your share of the one bill (统一收费清单, S36). */
  public static final String BILL = "bill";

  /** Know that the one bill is paid (一次缴纳, S36). */
  public static final String PAID = "paid";

  /** Keep the papers of works under commitment on file (承诺备案, S44). */
  public static final String COMMITMENT = "commitment";

  /** Connect at the booked time (预约接通, S24). */
  public static final String CONNECTION_DATE = "connection-date";

  /** Come to the joint acceptance at this time (联合验收, S57). */
  public static final String ACCEPTANCE_DATE = "acceptance-date";

  /** The case itself, as what is told of it as a whole. */
  public static final String CASE = "case";

  private OrderKind() {}
}
