package org.lianbao.intake;

import static org.lianbao.shared.TimeColumn.at;

import java.time.Instant;
import org.lianbao.intake.SignatureCheck.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was asked before, and which nonces are spent. */
@Repository
class Requests {

  private final JdbcClient db;

  Requests(JdbcClient db) {
    this.db = db;
  }

  /**
   * Spends the nonce and tells what is known of the request, in one round trip.
   *
   * @param applyNo the county's own number, {@code null} where the request names a case
   */
  Seen see(Caller caller, String requestId, String applyNo, Instant now) {
    return db.sql(
            """
            with fresh as (
              insert into intake_nonce (app_key, nonce, seen_at) values (:appKey, :nonce, :now)
              on conflict do nothing
              returning 1)
            select exists (select 1 from fresh) as fresh,
                   r.meaning, r.case_no, r.answer,
                   exists (select 1 from intake_request u
                           where u.upstream_apply_no = :applyNo) as known
            from (values (1)) one
            left join intake_request r on r.app_key = :appKey and r.request_id = :requestId
            """)
        .param("appKey", caller.appKey())
        .param("nonce", caller.nonce())
        .param("now", at(now))
        .param("applyNo", applyNo)
        .param("requestId", requestId)
        .query(Seen.class)
        .single();
  }

  /** Spends the nonce of a request that is refused; false where it was spent before. */
  boolean spend(Caller caller, Instant now) {
    return db.sql(
                """
                insert into intake_nonce (app_key, nonce, seen_at) values (?, ?, ?)
                on conflict do nothing
                """)
            .params(caller.appKey(), caller.nonce(), at(now))
            .update()
        == 1;
  }

  /** Keeps the answer, to be given again to a repeat. */
  void keep(
      Caller caller,
      String requestId,
      String applyNo,
      String meaning,
      String caseNo,
      String answer,
      Instant now) {
    db.sql(
            """
            insert into intake_request
              (app_key, request_id, upstream_apply_no, meaning, case_no, answer, received_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(caller.appKey(), requestId, applyNo, meaning, caseNo, answer, at(now))
        .update();
  }

  /** Forgets some nonces last seen before this; replicas do not wait for each other. */
  int forget(Instant before) {
    return db.sql(
            """
            delete from intake_nonce where ctid = any (array(
              select ctid from intake_nonce where seen_at < ?
              order by seen_at limit 1000 for update skip locked))
            """)
        .params(at(before))
        .update();
  }

  /**
   * What is known of a request.
   *
   * @param fresh whether the nonce was not spent yet
   * @param meaning meaning of the first request with this id, {@code null} where there was none
   * @param caseNo its case
   * @param answer the answer it got
   * @param known whether the county's number was seen before
   */
  record Seen(boolean fresh, String meaning, String caseNo, String answer, boolean known) {

    Seen known(boolean known) {
      return new Seen(fresh, meaning, caseNo, answer, known);
    }
  }
}
