package org.lianbao.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * One line of a deadline's arithmetic.
 *
 * @param counted the working time this line counts; over all lines it is the whole limit
 * @param zh in Chinese
 * @param en the same in English
 */
public record Step(Instant from, Instant to, Duration counted, String zh, String en) {}
