/** The commands behind the launcher. Each ends with exit code 0 only on success. */
@org.springframework.modulith.ApplicationModule
package org.lianbao.cli;
