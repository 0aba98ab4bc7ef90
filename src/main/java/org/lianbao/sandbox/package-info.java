/**
 * Simulators of the county system and of every partner, speaking only wire formats; a process of
 * its own. The one room that knows partners by name.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared"})
package org.lianbao.sandbox;
