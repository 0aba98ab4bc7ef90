package org.lianbao.twin;

/**
 * What the twin makes of an order or a question.
 *
 * @param answer what it answers; {@code null} where nobody waits for an answer
 * @param taken whether it has the order now, or answers as one who has
 * @param why for the engineer who looks on; holds no personal data
 */
record Reply(Outgoing answer, boolean taken, String why) {}
