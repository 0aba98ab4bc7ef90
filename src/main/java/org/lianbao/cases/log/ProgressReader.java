package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.cases.OrderProgress;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the register of orders along its index by partner, kind, state and time. */
record ProgressReader(JdbcClient jdbc) implements OrderProgress {

  @Override
  public List<Quiet> quiet(List<Question> questions) {
    return jdbc.sql(
            """
            select g.place, longest.order_no, longest.case_no, longest.heard_at, counted.orders
            from unnest(:partners::text[], :kinds::text[], :steps::text[], :befores::timestamptz[])
                 with ordinality as g (partner, kind, step, before, place)
            cross join lateral (
              select o.order_no, o.case_no, o.heard_at from case_order o
              where o.partner = g.partner and o.kind = g.kind and o.state = g.step
                and o.heard_at < g.before and o.waits
              order by o.heard_at limit 1) longest
            cross join lateral (
              select count(*) as orders from (
                select 1 from case_order o
                where o.partner = g.partner and o.kind = g.kind and o.state = g.step
                  and o.heard_at < g.before and o.waits
                limit :most) found) counted
            order by g.place
            """)
        .param("partners", texts(questions, question -> question.group().partner()))
        .param("kinds", texts(questions, question -> question.group().kind()))
        .param("steps", texts(questions, question -> question.group().step().name()))
        .param("befores", texts(questions, question -> question.before().toString()))
        .param("most", MOST)
        .query(
            (row, n) ->
                new Quiet(
                    questions.get(row.getInt("place") - 1).group(),
                    row.getString("order_no"),
                    row.getString("case_no"),
                    time(row, "heard_at"),
                    row.getInt("orders")))
        .list();
  }

  @Override
  public Map<String, Instant> heard(Map<String, List<String>> kinds) {
    var pairs = Pair.of(kinds);
    return jdbc
        .sql(
            """
            select g.partner, max(o.heard_at) as heard_at
            from unnest(:partners::text[], :kinds::text[]) as g (partner, kind)
            cross join (values ('RECEIPTED'), ('ACCEPTED'), ('FINISHED'), ('REFUSED')) s (state)
            cross join lateral (
              select c.heard_at from case_order c
              where c.partner = g.partner and c.kind = g.kind and c.state = s.state
                and c.heard_at is not null
              order by c.heard_at desc limit 1) o
            group by g.partner
            """)
        .param("partners", texts(pairs, Pair::partner))
        .param("kinds", texts(pairs, Pair::kind))
        .query((row, n) -> Map.entry(row.getString("partner"), time(row, "heard_at")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Map<String, Instant> owing(Map<String, List<String>> kinds) {
    var pairs = Pair.of(kinds);
    return jdbc
        .sql(
            """
            select g.partner, min(o.heard_at) as heard_at
            from unnest(:partners::text[], :kinds::text[]) as g (partner, kind)
            cross join (values ('SENT'), ('RECEIPTED'), ('ACCEPTED')) s (state)
            cross join lateral (
              select c.heard_at from case_order c
              where c.partner = g.partner and c.kind = g.kind and c.state = s.state and c.waits
              order by c.heard_at limit 1) o
            group by g.partner
            """)
        .param("partners", texts(pairs, Pair::partner))
        .param("kinds", texts(pairs, Pair::kind))
        .query((row, n) -> Map.entry(row.getString("partner"), time(row, "heard_at")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public List<Open> of(String caseNo) {
    return jdbc.sql(
            """
            select order_no, partner, kind, state, heard_at from case_order
            where case_no = :caseNo and waits order by order_no
            """)
        .param("caseNo", caseNo)
        .query(
            (row, n) ->
                new Open(
                    row.getString("order_no"),
                    new Group(
                        row.getString("partner"),
                        row.getString("kind"),
                        Step.valueOf(row.getString("state"))),
                    time(row, "heard_at")))
        .list();
  }

  @Override
  public List<Passed> passed(Map<String, List<String>> kinds, int latest) {
    var pairs = Pair.of(kinds);
    var steps =
        jdbc
            .sql(
                """
                select g.partner, g.kind, o.sent_at, o.receipted_at, o.accepted_at, o.finished_at
                from unnest(:partners::text[], :kinds::text[]) as g (partner, kind)
                cross join (values ('RECEIPTED'), ('ACCEPTED'), ('FINISHED')) s (state)
                cross join lateral (
                  select * from case_order c
                  where c.partner = g.partner and c.kind = g.kind and c.state = s.state
                    and c.heard_at is not null
                  order by c.heard_at desc limit :latest) o
                """)
            .param("partners", texts(pairs, Pair::partner))
            .param("kinds", texts(pairs, Pair::kind))
            .param("latest", latest)
            .query((row, n) -> passed(row))
            .list()
            .stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Passed::group));
    return steps.values().stream()
        .flatMap(
            group ->
                group.stream().sorted(Comparator.comparing(Passed::to).reversed()).limit(latest))
        .toList();
  }

  /** What was skipped took no time, and tells nothing of how long it takes. */
  private static List<Passed> passed(ResultSet row) throws SQLException {
    var partner = row.getString("partner");
    var kind = row.getString("kind");
    var times = Stream.of("sent_at", "receipted_at", "accepted_at", "finished_at").iterator();
    var from = time(row, times.next());
    var passed = new ArrayList<Passed>();
    for (var step : Step.values()) {
      var to = time(row, times.next());
      if (from != null && to != null && from.isBefore(to)) {
        passed.add(new Passed(new Group(partner, kind, step), from, to));
      }
      from = to;
    }
    return passed;
  }

  private record Pair(String partner, String kind) {

    static List<Pair> of(Map<String, List<String>> kinds) {
      return kinds.entrySet().stream()
          .flatMap(entry -> entry.getValue().stream().map(kind -> new Pair(entry.getKey(), kind)))
          .toList();
    }
  }

  private static <T> String[] texts(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
