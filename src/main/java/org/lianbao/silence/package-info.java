/**
 * Silence (无声): what should have been heard by now and was not. It reads what other rooms know of
 * orders, polls and files, and holds it against the partner's manifest and the partner's own past.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "alerts",
      "calendar",
      "callbacks",
      "cases",
      "delivery",
      "partners",
      "shared"
    })
package org.lianbao.silence;
