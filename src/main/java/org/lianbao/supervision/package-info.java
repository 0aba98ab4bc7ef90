/**
 * For supervisors (督查, 县工改办): how limits are kept, by rule and party, and the periodic bulletin
 * (通报) that the notice asks for (S59, S66).
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"cases", "partners", "rules", "shared"})
package org.lianbao.supervision;
