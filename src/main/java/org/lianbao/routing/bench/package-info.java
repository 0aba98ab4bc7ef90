/**
 * One partner's routes as they are, on a bench: without the hub's database and cases, so that what
 * they send, what they make of the answers and what they hear can be looked at.
 */
@org.springframework.modulith.NamedInterface("bench")
package org.lianbao.routing.bench;
