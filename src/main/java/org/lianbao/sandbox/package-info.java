/**
 * Simulators of the county system and of every partner, speaking only wire formats; a process of
 * its own. The one room that knows partners by name. One of them keeps a database, for which it
 * takes the server that {@code hosting} starts.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared", "hosting"})
package org.lianbao.sandbox;
