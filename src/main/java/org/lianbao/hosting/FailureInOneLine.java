package org.lianbao.hosting;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Tells the operator why the hub did not start: the fault, then the mend, without a trace. */
final class FailureInOneLine implements FailureAnalysisReporter {

  @Override
  public void report(FailureAnalysis analysis) {
    System.err.println(text(analysis));
  }

  static String text(FailureAnalysis analysis) {
    var line = new StringBuilder("无法启动 / cannot start: ").append(flat(analysis.getDescription()));
    if (analysis.getAction() != null && !analysis.getAction().isBlank()) {
      line.append(" → ").append(flat(analysis.getAction()));
    }
    return line.toString();
  }

  private static String flat(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
