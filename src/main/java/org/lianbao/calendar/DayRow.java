package org.lianbao.calendar;

import java.time.LocalDate;

/**
 * One exception to the plain week.
 *
 * @param name the holiday or occasion, as the notice calls it, at most 100 characters
 * @param basis the notice or decision it rests on, at most 200 characters
 */
public record DayRow(LocalDate date, DayKind kind, String name, String basis) {}
