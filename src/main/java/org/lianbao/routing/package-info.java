/**
 * The only room that knows Camel, JMS and the broker: components and shared steps for the partner
 * routes, and their loading. Partner knowledge stays in routes/ and mappings/.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "alerts",
      "application",
      "attachments",
      "calendar",
      "cases",
      "partners",
      "mapping",
      "delivery",
      "callbacks",
      "hosting",
      "intake",
      "silence",
      "shared"
    })
package org.lianbao.routing;
