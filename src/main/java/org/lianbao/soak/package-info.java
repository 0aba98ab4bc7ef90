/**
 * The soak: a hub, or two, under load while everything around it fails, and what must hold all the
 * same. What is judged is what the county and the partners have written down, never the hub's
 * tables.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"processes", "hosting", "shared"})
package org.lianbao.soak;
