/**
 * The case record: events, the case file that is their fold, the procedure that decides them, the
 * log that keeps them. The core is pure; only the log and its readers touch the database.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "alerts",
      "application",
      "calendar",
      "partners",
      "rules",
      "shared",
      "trenches"
    })
package org.lianbao.cases;
