/**
 * Where the hub lives: its data folder, its database (embedded unless a server is named), its
 * clock. Whatever keeps it from starting is told to a person in one line, with the mend.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared"})
package org.lianbao.hosting;
