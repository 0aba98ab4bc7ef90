/**
 * Compiles, applies and explains mappings between the canonical form and a partner's own, and reads
 * and writes the wire formats strictly. A mapping sees the settings and code tables of its own
 * partner and nothing else.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"application", "calendar", "shared"})
package org.lianbao.mapping;
