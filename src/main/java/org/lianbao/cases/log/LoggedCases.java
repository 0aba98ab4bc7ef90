package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.application.Application;
import org.lianbao.application.Changes;
import org.lianbao.cases.Cases;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.Told;
import org.lianbao.cases.clocks.Timekeeping;
import org.lianbao.cases.procedure.Amendment;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseEvent.Withdrawn;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.Procedure;
import org.lianbao.cases.procedure.Takers;
import org.lianbao.partners.Partners;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Clock;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door to the case record: takes the case, asks the procedure, writes what it decides. */
class LoggedCases implements Cases {

  private final CaseTables tables;
  private final OrderRegister register;
  private final BarTable bars;
  private final CaseNumbers numbers;
  private final Author author;
  private final Partners partners;
  private final Procedure procedure;
  private final Timekeeping time;
  private final Clock clock;

  LoggedCases(
      CaseTables tables,
      OrderRegister register,
      BarTable bars,
      CaseNumbers numbers,
      Author author,
      Partners partners,
      Rulebook rules,
      Timekeeping time,
      Clock clock) {
    this.tables = tables;
    this.register = register;
    this.bars = bars;
    this.numbers = numbers;
    this.author = author;
    this.partners = partners;
    this.time = time;
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
            .with(procedure.open(caseNo, application, receivedAt))
            .timed(time);
    author.begin(chapter, application, warnings);
    return caseNo;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public int amend(
      String caseNo, Application application, JsonNode warnings, Instant receivedAt, String source)
      throws NotPossible {
    var taken = tables.take(caseNo).orElseThrow(NotPossible::unknownCase);
    var before = tables.application(caseNo);
    var changes = Changes.between(before.document(), application.document());
    if (changes.isEmpty()) {
      return taken.file().revision();
    }
    var seen = new Seen(partners, before, application);
    var amendment = new Amendment(application, receivedAt, source, changes, seen::by);
    var chapter = begin(taken).with(procedure.amend(taken.file(), amendment)).timed(time);
    tables.amend(chapter, application, warnings, changes, receivedAt);
    author.owe(chapter, () -> application, seen::boxes);
    author.cancel(chapter);
    return chapter.file().revision();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public List<String> withdraw(String caseNo, Withdrawal asked) throws NotPossible {
    var taken = tables.take(caseNo).orElseThrow(NotPossible::unknownCase);
    var chapter = begin(taken).with(procedure.withdraw(taken.file(), asked));
    keep(chapter);
    author.cancel(chapter);
    return chapter.entries().stream()
        .map(Entry::event)
        .flatMap(it -> it instanceof Withdrawn withdrawn ? withdrawn.services().stream() : null)
        .toList();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public List<String> correct(String caseNo, Correction answer) throws NotPossible {
    var taken = tables.take(caseNo).orElseThrow(NotPossible::unknownCase);
    var chapter = begin(taken).with(procedure.correct(taken.file(), answer));
    keep(chapter);
    return chapter.entries().stream()
        .map(Entry::event)
        .filter(event -> event.type() == EventType.CORRECTION_COMPLETED)
        .map(CaseEvent::orderNo)
        .toList();
  }

  private Chapter begin(CaseTables.Taken taken) {
    return Chapter.after(taken.file(), taken.lastSeq(), clock.now());
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
    var chapter = begin(taken);
    for (var told : tidings) {
      chapter = chapter.with(procedure.decide(chapter.file(), told));
    }
    keep(chapter);
  }

  private void keep(Chapter chapter) {
    if (chapter.entries().isEmpty()) {
      return;
    }
    author.goOn(chapter.timed(time));
    bars.keep(chapter);
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
