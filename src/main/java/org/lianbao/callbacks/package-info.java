/**
 * The inbox: archives what partners send, recognises repeats, matches orders, lets what cannot be
 * matched wait, records the rest. An acknowledgement is only given after its commit.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"alerts", "cases", "partners", "shared"})
package org.lianbao.callbacks;
