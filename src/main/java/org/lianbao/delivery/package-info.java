/**
 * The ledger of what is owed to whom: orders, attempts, when to try again, what a person must look
 * at. The database is the truth; the broker only carries what is due.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"alerts", "calendar", "cases", "partners", "shared"})
package org.lianbao.delivery;
