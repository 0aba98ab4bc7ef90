/**
 * Reconciliation (对账): what the hub owed and was told within a day, against what each partner that
 * can list it says it has; every difference with the one act that mends it.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"alerts", "callbacks", "cases", "delivery", "partners", "shared"})
package org.lianbao.reconciliation;
