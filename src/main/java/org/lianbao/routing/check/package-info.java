/**
 * The one check of partner folders, for commands, tests and whoever changes a running hub: what
 * {@code partners} and {@code mapping} find, and here what concerns the route files.
 */
@org.springframework.modulith.NamedInterface("check")
package org.lianbao.routing.check;
