/**
 * The county's side: takes the joint form, checks its signature and its content, recognises
 * repeats, opens the case. One commit, then 202.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"application", "attachments", "cases", "partners", "shared"})
package org.lianbao.intake;
