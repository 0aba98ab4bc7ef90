package org.lianbao.delivery;

import static org.lianbao.shared.TimeColumn.at;

import java.sql.Types;
import java.util.List;
import org.lianbao.delivery.Operations.Choice;
import org.lianbao.delivery.Operations.Line;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the orders an operator means. */
record ChosenOrders(JdbcClient jdbc) {

  /** The orders that fit, longest owed first; none for a choice that is not narrow. */
  List<Line> by(Choice choice, int limit) {
    if (!choice.narrow()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select * from delivery_order
            where (cardinality(:orderNos::text[]) = 0 or order_no = any(:orderNos::text[]))
              and (:partner::text is null or partner = :partner)
              and (:caseNo::text is null or case_no = :caseNo)
              and (:state::text is null or state = :state)
              and (:failure::text is null or failure = :failure)
              and (:kind::text is null or kind = :kind)
              and (:from::timestamptz is null or owed_at >= :from)
              and (:to::timestamptz is null or owed_at < :to)
            order by owed_at, position, order_no limit :limit
            """)
        .param("orderNos", choice.orderNos().toArray(String[]::new))
        .param("partner", choice.partner())
        .param("caseNo", choice.caseNo())
        .param("state", choice.state())
        .param("failure", choice.failure() == null ? null : choice.failure().name())
        .param("kind", choice.kind())
        .param("from", at(choice.from()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("to", at(choice.to()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("limit", limit)
        .query(
            (row, n) ->
                new Line(
                    row.getString("order_no"),
                    row.getString("case_no"),
                    row.getString("partner"),
                    row.getString("kind"),
                    row.getString("state"),
                    row.getInt("attempts"),
                    row.getString("failure") == null
                        ? null
                        : Failure.valueOf(row.getString("failure")),
                    row.getString("reason"),
                    null))
        .list();
  }

  static Line left(Line line, String why) {
    return new Line(
        line.orderNo(),
        line.caseNo(),
        line.partner(),
        line.kind(),
        line.state(),
        line.attempts(),
        line.failure(),
        line.reason(),
        why);
  }
}
