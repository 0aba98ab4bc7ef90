/**
 * The files of applications: fetched once from where the county names them, checked, kept by
 * content, handed to whoever takes them. What a partner takes, and how, its manifest says.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"application", "partners", "retention", "shared"})
package org.lianbao.attachments;
