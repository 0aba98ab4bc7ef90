package org.lianbao.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.lianbao.application.Application;
import org.lianbao.attachments.Attachments;
import org.lianbao.cases.Cases;
import org.lianbao.cases.NotPossible;
import org.lianbao.intake.Requests.Seen;
import org.lianbao.intake.SignatureCheck.Caller;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens a case for a checked form, once, or changes the one that is on record under the county's
 * number: the nonce, the request, the case and all it owes are one commit. Who sends the same
 * again, at once or later, gets the same case.
 */
@Service
class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final int ATTEMPTS = 5;
  private static final int ACCEPTS_BETWEEN_CLEANINGS = 100;

  /** Longer than twice the signature's window, so that no nonce is forgotten while it is valid. */
  private static final Duration NONCE_KEPT = Duration.ofMinutes(20);

  private final Requests requests;
  private final Cases cases;
  private final Upstream upstream;
  private final Attachments attachments;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final AtomicLong accepts = new AtomicLong();

  Intake(
      Requests requests,
      Cases cases,
      Upstream upstream,
      Attachments attachments,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.requests = requests;
    this.cases = cases;
    this.upstream = upstream;
    this.attachments = attachments;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Takes a form that passed its checks; when this returns, it is on record.
   *
   * @throws Refused with 401 for a spent nonce, 409 where what is on record forbids it
   */
  Answer take(Caller caller, Application form, List<Fault> warnings) {
    return settled(
        caller,
        form.requestId(),
        form.upstreamApplyNo(),
        form.meaning(),
        (seen, now) -> onRecord(form, warnings, seen, now));
  }

  /**
   * Does once what the county asks of a case on record.
   *
   * @param meaning what tells this request from others, its id aside
   * @param act what it does, and the body of its answer
   * @throws Refused with 401 for a spent nonce, 404 or 409 where what is on record forbids it
   */
  Answer ask(Caller caller, String requestId, String meaning, Act act) {
    return settled(caller, requestId, null, meaning, (seen, now) -> act.done(cases, now));
  }

  /** What a request does to the record; the answer tells of it. */
  interface Act {

    Answer done(Cases cases, Instant now) throws NotPossible;
  }

  /** What is done the first time a request is seen. */
  private interface First {

    Answer done(Seen seen, Instant now) throws NotPossible;
  }

  private Answer settled(
      Caller caller, String requestId, String applyNo, String meaning, First first) {
    var outcome = tried(caller, requestId, applyNo, meaning, first);
    if (outcome.refused() != null) {
      throw outcome.refused();
    }
    if (accepts.incrementAndGet() % ACCEPTS_BETWEEN_CLEANINGS == 0) {
      clean();
    }
    return outcome.answer();
  }

  /** Spends the nonce of a request that is refused for its content. */
  void spend(Caller caller) {
    if (!requests.spend(caller, clock.now())) {
      throw replayed();
    }
  }

  private Outcome tried(
      Caller caller, String requestId, String applyNo, String meaning, First first) {
    for (var attempt = 1; ; attempt++) {
      var again = attempt > 1;
      try {
        return transaction.execute(
            status -> decide(caller, requestId, applyNo, meaning, first, clock.now(), again));
      } catch (DuplicateKeyException | ConcurrencyFailureException e) {
        // Somebody opened the same case meanwhile; once they have committed we see it.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Outcome decide(
      Caller caller,
      String requestId,
      String applyNo,
      String meaning,
      First first,
      Instant now,
      boolean again) {
    var seen = requests.see(caller, requestId, applyNo, now);
    if (!seen.fresh()) {
      return Outcome.refused(replayed());
    }
    if (seen.meaning() != null) {
      return seen.meaning().equals(meaning)
          ? Outcome.answered(seen.caseNo(), seen.answer())
          : Outcome.refused(
              Refused.conflict(
                  "REQUEST_ID_REUSED",
                  "requestId 已用于内容不同的请求，请换用新的 requestId / this requestId was used for another"
                      + " request, take a new one"));
    }
    try {
      var answer = first.done(again ? seen.known(true) : seen, now);
      requests.keep(caller, requestId, applyNo, meaning, answer.caseNo(), answer.body(), now);
      return new Outcome(answer, null);
    } catch (NotPossible e) {
      return Outcome.refused(Refused.notPossible(e));
    }
  }

  /**
   * The case of this form: the one on record, changed if the form says something else, or a new
   * one.
   */
  private Answer onRecord(Application form, List<Fault> warnings, Seen seen, Instant now)
      throws NotPossible {
    var told = Json.mapper().valueToTree(warnings);
    var known =
        seen.known() ? cases.knownAs(form.upstreamApplyNo()) : Optional.<Cases.Known>empty();
    if (known.isEmpty()) {
      var caseNo = cases.open(form, told, now);
      attachments.want(caseNo, 1, form);
      return answer(caseNo, 1, warnings);
    }
    var caseNo = known.get().caseNo();
    if (known.get().meaning().equals(form.meaning())) {
      return answer(caseNo, known.get().revision(), warnings);
    }
    var revision = cases.amend(caseNo, form, told, now, upstream.slug());
    attachments.want(caseNo, revision, form);
    return answer(caseNo, revision, warnings);
  }

  private static Answer answer(String caseNo, int revision, List<Fault> warnings) {
    return new Answer(caseNo, Json.write(Accepted.of(caseNo, revision, warnings)));
  }

  private void clean() {
    try {
      requests.forget(clock.now().minus(NONCE_KEPT));
    } catch (DataAccessException e) {
      LOG.warn("old nonces stay until the next cleaning", LoggableFault.of(e));
    }
  }

  private static Refused replayed() {
    return Refused.unauthorized(
        "REPLAYED",
        "X-Nonce 已用过，请换新的 X-Nonce 和 X-Timestamp 重新签名 / X-Nonce was used before; take a new one and"
            + " sign again");
  }

  /** The answer's body, and the case it tells of. */
  record Answer(String caseNo, String body) {}

  /** What the transaction came to; a refusal commits too, so that its nonce stays spent. */
  private record Outcome(Answer answer, Refused refused) {

    static Outcome answered(String caseNo, String body) {
      return new Outcome(new Answer(caseNo, body), null);
    }

    static Outcome refused(Refused refused) {
      return new Outcome(null, refused);
    }
  }
}
