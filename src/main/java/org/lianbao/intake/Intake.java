package org.lianbao.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.lianbao.application.Application;
import org.lianbao.attachments.Attachments;
import org.lianbao.cases.Cases;
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
 * Opens a case for a checked form, once: the nonce, the request, the case and all it owes are one
 * commit. Who sends the same again, at once or later, gets the same case.
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
  private final Attachments attachments;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final AtomicLong accepts = new AtomicLong();

  Intake(
      Requests requests,
      Cases cases,
      Attachments attachments,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.requests = requests;
    this.cases = cases;
    this.attachments = attachments;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Takes a form that passed its checks; when this returns, it is on record.
   *
   * @throws Refused with 401 for a spent nonce, 409 where the form contradicts what is on record
   */
  Answer take(Caller caller, Application form, List<Fault> warnings) {
    var meaning = form.meaning();
    var outcome = settled(caller, form, meaning, warnings);
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

  private Outcome settled(Caller caller, Application form, String meaning, List<Fault> warnings) {
    for (var attempt = 1; ; attempt++) {
      var again = attempt > 1;
      try {
        return transaction.execute(
            status -> decide(caller, form, meaning, warnings, clock.now(), again));
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
      Application form,
      String meaning,
      List<Fault> warnings,
      Instant now,
      boolean again) {
    var seen = requests.see(caller, form, now);
    if (!seen.fresh()) {
      return Outcome.refused(replayed());
    }
    if (seen.meaning() != null) {
      return seen.meaning().equals(meaning)
          ? Outcome.answered(seen.caseNo(), seen.answer())
          : Outcome.refused(
              Refused.conflict(
                  "REQUEST_ID_REUSED",
                  "requestId 已用于内容不同的申请，请换用新的 requestId / this requestId was used for another"
                      + " form, take a new one"));
    }
    if (seen.known() || again) {
      var known = cases.knownAs(form.upstreamApplyNo());
      if (known.isPresent() && !known.get().meaning().equals(meaning)) {
        return Outcome.refused(
            Refused.conflict(
                "AMENDMENT_NOT_YET",
                "外部申请号已登记，且内容与本次不同；暂不支持变更申请，请联系窗口 / upstreamApplyNo is on record with other"
                    + " content; amendments are not taken yet, turn to the window"));
      }
      if (known.isPresent()) {
        var answer = Accepted.of(known.get().caseNo(), known.get().revision(), warnings);
        return kept(caller, form, meaning, answer, now);
      }
    }
    var caseNo = cases.open(form, Json.mapper().valueToTree(warnings), now);
    attachments.want(caseNo, 1, form);
    return kept(caller, form, meaning, Accepted.of(caseNo, 1, warnings), now);
  }

  private Outcome kept(
      Caller caller, Application form, String meaning, Accepted accepted, Instant now) {
    var answer = Json.write(accepted);
    requests.keep(caller, form, meaning, accepted.caseNo(), answer, now);
    return Outcome.answered(accepted.caseNo(), answer);
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
