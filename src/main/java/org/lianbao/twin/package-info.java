/**
 * A partner's twin: a fake of its system, made of its manifest, routes and examples alone, with the
 * faults that such a system has; and the conversation with it, or with the real one, as a report.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "hosting",
      "mapping",
      "partners",
      "routing :: check",
      "routing :: bench",
      "routing :: tables",
      "shared"
    })
package org.lianbao.twin;
