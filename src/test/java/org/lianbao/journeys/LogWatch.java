package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Reads along in the log, and keeps the lines that should not be there. */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();

  LogWatch() {
    setContext(root().getLoggerContext());
    start();
    root().addAppender(this);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Override
  protected void append(ILoggingEvent event) {
    var text = event.getFormattedMessage() + event.getMDCPropertyMap();
    for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
      text += messages(cause);
    }
    if (text.contains(Hostile.PERSON)
        || text.contains(Hostile.MOBILE)
        || text.contains("\n" + Hostile.FORGED_LINE)
        || text.contains("\r" + Hostile.FORGED_LINE)) {
      leaks.add(event.getLoggerName() + ": " + text);
    }
    if (event.getLevel().levelInt >= ch.qos.logback.classic.Level.ERROR_INT) {
      errors.add(event.getLoggerName() + ": " + text);
    }
  }

  private static String messages(IThrowableProxy fault) {
    return " | " + fault.getClassName() + ": " + fault.getMessage();
  }

  /** Nothing personal, no line made by others, and nothing the hub itself calls an error. */
  void assertClean() {
    assertThat(leaks).as("log lines with what was sent").isEmpty();
    assertThat(errors).as("errors in the log").isEmpty();
  }

  @Override
  public void close() {
    root().detachAppender(this);
    stop();
  }
}
