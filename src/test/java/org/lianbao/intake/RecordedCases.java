package org.lianbao.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.application.Application;
import org.lianbao.cases.Cases;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.Told;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The case record as far as intake needs it: a table with one case per number of the county. */
final class RecordedCases implements Cases {

  private final JdbcClient db;

  RecordedCases(JdbcClient db) {
    this.db = db;
    db.sql(
            """
            create table if not exists recorded_case (
              case_no text primary key default 'BZ' || gen_random_uuid(),
              upstream_apply_no text not null unique,
              meaning text not null, warnings text not null, received_at timestamptz not null,
              revision int not null default 1, asked text)
            """)
        .update();
  }

  /** Nothing left out may be gas: it is connected everywhere. */
  @Override
  public int amend(
      String caseNo, Application application, JsonNode warnings, Instant receivedAt, String source)
      throws NotPossible {
    if (!application.services().contains("GAS")) {
      throw new NotPossible("CONNECTED", "供气已接通", "gas is connected");
    }
    return db.sql(
            """
            update recorded_case
            set meaning = ?, warnings = ?, revision = revision + 1, asked = ?
            where case_no = ? returning revision
            """)
        .params(application.meaning(), warnings.toString(), source, caseNo)
        .query(Integer.class)
        .single();
  }

  @Override
  public List<String> withdraw(String caseNo, Withdrawal asked) throws NotPossible {
    if (asked.services().contains("GAS")) {
      throw new NotPossible("CONNECTED", "供气已接通", "gas is connected");
    }
    return asked(caseNo, asked.services(), asked.source() + " " + asked.reason());
  }

  @Override
  public List<String> correct(String caseNo, Correction answer) throws NotPossible {
    return asked(caseNo, answer.orderNos(), answer.source() + " " + answer.remark());
  }

  /** What was asked of the case, once for each time. */
  String asked(String caseNo) {
    return db.sql("select asked from recorded_case where case_no = ?")
        .param(caseNo)
        .query(String.class)
        .single();
  }

  private List<String> asked(String caseNo, List<String> about, String words) throws NotPossible {
    var known =
        db.sql("update recorded_case set asked = concat(asked, '|', ?) where case_no = ?")
            .params(words, caseNo)
            .update();
    if (known == 0) {
      throw NotPossible.unknownCase();
    }
    return about;
  }

  @Override
  public String open(Application application, JsonNode warnings, Instant receivedAt) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a case is opened in its caller's transaction");
    }
    return db.sql(
            """
            insert into recorded_case (upstream_apply_no, meaning, warnings, received_at)
            values (?, ?, ?, ?) returning case_no
            """)
        .params(
            application.upstreamApplyNo(),
            application.meaning(),
            warnings.toString(),
            receivedAt.atOffset(ZoneOffset.UTC))
        .query(String.class)
        .single();
  }

  @Override
  public Optional<Known> knownAs(String upstreamApplyNo) {
    return db.sql(
            """
            select case_no, revision, meaning from recorded_case where upstream_apply_no = ?
            """)
        .param(upstreamApplyNo)
        .query(Known.class)
        .optional();
  }

  long count(String upstreamApplyNo) {
    return db.sql("select count(*) from recorded_case where upstream_apply_no = ?")
        .param(upstreamApplyNo)
        .query(Long.class)
        .single();
  }

  @Override
  public void lock(String caseNo) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void tell(String caseNo, List<Told> tidings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, OrderOfCase> orders(String partner, Collection<String> orderNos) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<OrderOfCase> unfinished(String partner, int limit) {
    throw new UnsupportedOperationException();
  }
}
