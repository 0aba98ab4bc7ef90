package org.lianbao.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** Who does something to deliveries, and why; both are written down. */
final class Actor {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "操作人，记入操作记录 / who does it, for the record (default: ${DEFAULT-VALUE}).")
  String by;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      description = "原因，记入操作记录；不要写个人信息 / why, for the record; no personal data.")
  String why;

  Map<String, String> query() {
    return Map.of("by", by, "why", why);
  }
}
