package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.application.Application;
import org.lianbao.cases.Cases;
import org.lianbao.cases.Ledger;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.Procedure;
import org.lianbao.cases.procedure.Takers;
import org.lianbao.partners.Partners;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Clock;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/** The door to the case record: takes the case, asks the procedure, writes what it decides. */
class LoggedCases implements Cases {

  private final CaseTables tables;
  private final OrderRegister register;
  private final BarTable bars;
  private final CaseNumbers numbers;
  private final Ledger ledger;
  private final Owing owing;
  private final Procedure procedure;
  private final Clock clock;

  LoggedCases(
      CaseTables tables,
      OrderRegister register,
      BarTable bars,
      CaseNumbers numbers,
      Ledger ledger,
      Partners partners,
      Rulebook rules,
      Clock clock) {
    this.tables = tables;
    this.register = register;
    this.bars = bars;
    this.numbers = numbers;
    this.ledger = ledger;
    this.owing = new Owing(partners);
    this.procedure =
        new Procedure(
            (role, kind) ->
                partners.taking(role, kind).map(it -> new Takers.Taker(it.slug(), it.suffix())),
            bars,
            rules);
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public String open(Application application, JsonNode warnings, Instant receivedAt) {
    var now = clock.now();
    var caseNo = numbers.next(now);
    var chapter =
        Chapter.after(CaseFile.blank(), 0, now)
            .with(procedure.open(caseNo, application, receivedAt));
    tables.insert(chapter, application, warnings);
    ledger.owe(owing.of(chapter, () -> application));
    return caseNo;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(String caseNo) {
    if (!tables.lock(caseNo)) {
      throw unknown(caseNo);
    }
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void tell(String caseNo, List<Told> tidings) {
    var taken = tables.take(caseNo).orElseThrow(() -> unknown(caseNo));
    var chapter = Chapter.after(taken.file(), taken.lastSeq(), clock.now());
    for (var told : tidings) {
      chapter = chapter.with(procedure.decide(chapter.file(), told));
    }
    if (chapter.entries().isEmpty()) {
      return;
    }
    tables.append(chapter);
    bars.keep(chapter);
    var form = SingletonSupplier.of(() -> tables.application(caseNo));
    var owed = owing.of(chapter, form);
    if (!owed.isEmpty()) {
      ledger.owe(owed);
    }
  }

  @Override
  public Optional<Known> knownAs(String upstreamApplyNo) {
    return register.knownAs(upstreamApplyNo);
  }

  @Override
  public Map<String, OrderOfCase> orders(String partner, Collection<String> orderNos) {
    return register.orders(partner, orderNos);
  }

  @Override
  public List<OrderOfCase> unfinished(String partner, int limit) {
    return register.unfinished(partner, limit, clock.now());
  }

  private static IllegalArgumentException unknown(String caseNo) {
    return new IllegalArgumentException("no case has the number " + caseNo);
  }
}
