/**
 * Alerts (告警): what is wrong right now, grouped by cause, told once to people, and once more when
 * it is over. The rooms say what is wrong; this room says whom to tell.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"partners", "shared"})
package org.lianbao.alerts;
