/**
 * The window's side (受理窗口, S12): what clerks record by hand where no system reports, and what the
 * applicant tells through them. Each act is one step, checked for who does it, and becomes part of
 * the case like any report.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"application", "cases", "shared"})
package org.lianbao.window;
