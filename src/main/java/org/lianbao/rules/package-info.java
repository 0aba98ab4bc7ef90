/**
 * The rules of the notice as data: limits, thresholds and choices, in editions with a first day. A
 * case keeps the edition it began under (S61).
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"calendar", "shared"})
package org.lianbao.rules;
