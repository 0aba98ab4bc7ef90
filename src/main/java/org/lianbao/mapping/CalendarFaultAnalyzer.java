package org.lianbao.mapping;

import org.lianbao.calendar.CalendarFault;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in words that the hub cannot start because of a file of its calendar. */
final class CalendarFaultAnalyzer extends AbstractFailureAnalyzer<CalendarFault> {

  @Override
  protected FailureAnalysis analyze(Throwable root, CalendarFault fault) {
    return new FailureAnalysis(
        fault.getMessage(),
        "改正数据目录下 calendar 里的文件 / mend the files under calendar in the data folder",
        root);
  }
}
