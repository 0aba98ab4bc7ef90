package org.lianbao.cases.clocks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.lianbao.calendar.HalfDay;
import org.lianbao.calendar.Pause;
import org.lianbao.calendar.Step;
import org.lianbao.rules.ClockRule;

/**
 * A limit of a case, reckoned.
 *
 * @param id which limit of the case: order and rule, and which time where it may run again
 * @param rule such as {@code SLA-01}; basis and names are in the edition
 * @param edition of the rules, which the case keeps
 * @param party slug of the partner that has the order, or {@code window}
 * @param obligor who is obliged
 * @param service the service it is about, or {@code null}
 * @param dueAt the last moment within the limit; while it is paused, as if that had just ended
 * @param warnAt from when it counts as nearly over, {@code null} for never
 * @param stoppedAt when it was stopped, or no longer owed; {@code null} while it is owed
 * @param limit such as {@code 0.5d}; {@code null} where the end is a day or a session
 * @param calendar editions it rests on
 * @param calendarInUse all editions there were when it was reckoned
 * @param provisional whether an edition to come may move it
 * @param backdated whether what stopped it is said to have come before it started
 * @param worked working time used, without pauses, up to its stop; {@code null} while it runs
 * @param nextAt after which moment there is something to tell, {@code null} if there is nothing
 * @param steps the whole arithmetic
 */
public record CaseClock(
    String id,
    String orderNo,
    String rule,
    String edition,
    String party,
    ClockRule.Obligor obligor,
    String service,
    ClockState state,
    Instant triggeredAt,
    Instant effectiveStart,
    Instant dueAt,
    Instant warnAt,
    Instant stoppedAt,
    List<Pause> pauses,
    String limit,
    HalfDay strategy,
    String calendar,
    String calendarInUse,
    boolean provisional,
    boolean backdated,
    Duration worked,
    Instant nextAt,
    List<Step> steps) {}
