/**
 * The working calendar: sessions, holidays, make-up days, editions. Rules ask it when a limit in
 * working days ends.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared"})
package org.lianbao.calendar;
