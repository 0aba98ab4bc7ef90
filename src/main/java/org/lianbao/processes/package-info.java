/** Programs of ours that a command starts beside itself, and how it speaks with them. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared"})
package org.lianbao.processes;
