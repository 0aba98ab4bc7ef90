/**
 * Pages for the window and the supervisors. Chinese first, English by switch; personal data masked.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "alerts",
      "application",
      "attachments",
      "calendar",
      "cases",
      "partners",
      "delivery",
      "callbacks",
      "silence",
      "shared"
    })
package org.lianbao.console;
