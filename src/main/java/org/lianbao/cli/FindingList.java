package org.lianbao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.shared.Finding;
import org.lianbao.shared.Json;

/** Findings as every command shows them: place, fault, mend. */
final class FindingList {

  private FindingList() {}

  static void print(PrintWriter out, List<Finding> findings) {
    for (var finding : findings) {
      out.printf("%s%n  %s%n  → %s%n", finding.place(), finding.what(), finding.mend());
    }
  }

  /** Findings as the hub's answers hold them. */
  static List<Finding> of(JsonNode list) {
    var findings = new ArrayList<Finding>();
    list.forEach(item -> findings.add(Json.as(item, Finding.class)));
    return findings;
  }
}
