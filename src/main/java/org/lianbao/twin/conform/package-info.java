/** The conversation with a partner's system, or its twin, step by step, and the report of it. */
@org.springframework.modulith.NamedInterface("conform")
package org.lianbao.twin.conform;
