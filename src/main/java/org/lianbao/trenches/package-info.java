/**
 * Lines on the ground, measured in metres: whether two trenches are near enough to be dug together.
 * Plain Java around JTS and proj4j, which nobody else needs to know.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package org.lianbao.trenches;
