package org.lianbao.intake;

import java.sql.SQLException;

/**
 * A failure as the log may keep it: messages of the database are left out, since they quote rows
 * and rows hold personal data.
 */
final class LoggableFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private LoggableFault(String message, Throwable origin) {
    super(message, null, false, true);
    setStackTrace(origin.getStackTrace());
  }

  static Throwable of(Throwable fault) {
    for (var cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return new LoggableFault(
            fault.getClass().getSimpleName() + ", SQLState " + sql.getSQLState(), fault);
      }
    }
    return fault;
  }
}
