/**
 * The joint application form (联合报装申请表): its fields, their labels, and every check that needs
 * nothing but the form itself and the rules of its day. It answers all problems at once and never
 * changes what was given.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"rules", "shared"})
package org.lianbao.application;
