package org.lianbao.routing.tables;

/**
 * The partner's exchange tables cannot be used as they are; the text says why and quotes no row.
 */
public final class TablesFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  TablesFault(String code, String reason, Throwable cause) {
    super(reason, cause);
    this.code = code;
  }

  TablesFault(String code, String reason) {
    this(code, reason, null);
  }

  /** CONNECT, ACCOUNT, SETTING, TABLES, or the SQL state. */
  public String code() {
    return code;
  }
}
