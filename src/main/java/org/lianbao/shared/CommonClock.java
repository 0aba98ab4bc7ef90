package org.lianbao.shared;

/**
 * The clock that all hubs on one database agree on. What one hub writes down and another acts on
 * goes by it: leases, what is due, when a partner is tried next. So a hub whose own clock is wrong
 * neither takes from others what they are about nor keeps from them what is due.
 */
public record CommonClock(Clock clock) {}
