package org.lianbao.cases;

/** The roles of the procedure; manifests say which partner plays which. */
public final class Role {

  /** Leads parallel approval (行政审批服务部门, S41). */
  public static final String APPROVAL_LEAD = "approval-lead";

  /** Reviews drawings (施工图审查, S20). */
  public static final String DRAWING_REVIEW = "drawing-review";

  /** Keeps plans of works, inspects, takes part in acceptance (城市管理, S45). */
  public static final String URBAN_MANAGEMENT = "urban-management";

  /** Consents where traffic safety is affected (公安机关交通管理部门, S46). */
  public static final String TRAFFIC_POLICE = "traffic-police";

  /** Leads the joint acceptance (A1: 住房城乡建设部门 by S57, 城市管理局 by S24). */
  public static final String ACCEPTANCE_LEAD = "acceptance-lead";

  /** Is told every event of a case: whoever sent the application. */
  public static final String UPSTREAM = "upstream";

  /** Keeps the record of government services (大数据部门, S63). */
  public static final String SERVICE_RECORDS = "service-records";

  /** Keeps credit files (S52). */
  public static final String CREDIT_RECORDS = "credit-records";

  /** Arranges by hand what no system takes, and speaks for the applicant (受理窗口, S12). */
  public static final String WINDOW = "window";

  private static final String UTILITY = "utility:";

  private Role() {}

  /** The role that connects a service. */
  public static String utility(String service) {
    return UTILITY + service;
  }

  /** The service that a role connects; {@code null} for a role that connects none. */
  public static String service(String role) {
    return role.startsWith(UTILITY) ? role.substring(UTILITY.length()) : null;
  }
}
