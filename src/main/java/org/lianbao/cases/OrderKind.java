package org.lianbao.cases;

/** The kinds of order a case may owe a role; a manifest lists those its partner takes. */
public final class OrderKind {

  /** Connect this service (报装接入). */
  public static final String CONNECT = "connect";

  /** Register this intent (意向登记). */
  public static final String INTENT = "intent";

  /** Know this event of the case (状态推送). */
  public static final String STATUS = "status";

  private OrderKind() {}
}
