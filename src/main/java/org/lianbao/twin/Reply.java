package org.lianbao.twin;

/**
 * What the twin makes of an order or a question.
 *
 * @param answer what it answers; {@code null} where nobody waits for an answer
 * @param why for the engineer who looks on; holds no personal data
 */
record Reply(Outgoing answer, String why) {}
