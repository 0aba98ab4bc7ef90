package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.time.Instant;
import java.util.Optional;
import org.lianbao.cases.EventType;
import org.lianbao.cases.procedure.Bar;
import org.lianbao.cases.procedure.Bars;
import org.lianbao.cases.procedure.CaseEvent.HolderBarred;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom a revoked permit bars from commitment (S52), by unified social credit code. */
final class BarTable implements Bars {

  private final JdbcClient jdbc;

  BarTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Bar> against(String holder, Instant at) {
    return jdbc.sql(
            """
            select until, case_no, permit_no, reason from commitment_bar
            where holder = :holder and since <= :at and (until is null or until > :at)
            order by until desc nulls first, filing limit 1
            """)
        .param("holder", holder)
        .param("at", at(at))
        .query(
            (row, n) ->
                new Bar(
                    time(row, "until"),
                    row.getString("case_no"),
                    row.getString("permit_no"),
                    row.getString("reason")))
        .optional();
  }

  /** Keeps what the chapter says of bars: a new one, and the end of one by repair of credit. */
  void keep(Chapter chapter) {
    for (var entry : chapter.entries()) {
      if (entry.event() instanceof HolderBarred barred && barred.holderUscc() != null) {
        begin(chapter.file().caseNo(), barred);
      } else if (entry.event() instanceof Reported told
          && told.type() == EventType.SUPERVISION_RECORDED
          && "CREDIT_REPAIRED".equals(told.outcome())) {
        end(chapter.file().caseNo(), told.occurredAt());
      }
    }
  }

  private void begin(String caseNo, HolderBarred barred) {
    var until = barred.barredUntil();
    jdbc.sql(
            """
            insert into commitment_bar (filing, case_no, holder, since, until, permit_no, reason)
            values (:filing, :caseNo, :holder, :since, :until, :permitNo, :reason)
            on conflict (filing) do nothing
            """)
        .param("filing", barred.filing())
        .param("caseNo", caseNo)
        .param("holder", barred.holderUscc())
        .param("since", at(barred.occurredAt()))
        .param("until", at(until))
        .param("permitNo", barred.permitNo())
        .param("reason", barred.reason())
        .update();
  }

  private void end(String caseNo, Instant repaired) {
    jdbc.sql(
            """
            update commitment_bar set until = least(until, :repaired)
            where case_no = :caseNo and since <= :repaired
            """)
        .param("caseNo", caseNo)
        .param("repaired", at(repaired))
        .update();
  }
}
