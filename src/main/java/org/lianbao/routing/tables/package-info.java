/**
 * Exchange tables (前置库): the component {@code table:}, which writes the rows of an order, reads the
 * partner's rows each once, and watches what becomes of ours. What a partner's tables are called
 * and hold is in its manifest.
 */
@org.springframework.modulith.NamedInterface("tables")
package org.lianbao.routing.tables;
