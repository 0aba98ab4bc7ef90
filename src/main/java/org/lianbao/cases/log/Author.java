package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lianbao.application.Application;
import org.lianbao.cases.Ledger;
import org.lianbao.cases.log.Seen.Box;
import org.lianbao.partners.Partners;
import org.springframework.util.function.SingletonSupplier;

/** Writes chapters and hands on what they owe, within the caller's transaction. */
final class Author {

  private final CaseTables tables;
  private final Ledger ledger;
  private final Owing owing;

  Author(CaseTables tables, Ledger ledger, Partners partners) {
    this.tables = tables;
    this.ledger = ledger;
    this.owing = new Owing(partners);
  }

  /** The first chapter of a case. */
  void begin(Chapter chapter, Application application, JsonNode warnings) {
    tables.insert(chapter, application, warnings);
    owe(chapter, () -> application, partner -> List.of());
  }

  /** A further chapter. */
  void goOn(Chapter chapter) {
    tables.append(chapter);
    var caseNo = chapter.file().caseNo();
    owe(chapter, SingletonSupplier.of(() -> tables.application(caseNo)), partner -> List.of());
  }

  /** What a chapter that is written owes; see {@link Owing}. */
  void owe(Chapter chapter, Supplier<Application> form, Function<String, List<Box>> changes) {
    var owed = owing.of(chapter, form, changes);
    if (!owed.isEmpty()) {
      ledger.owe(owed);
    }
  }

  /** Takes back what the chapter ends and nobody has got yet. */
  void cancel(Chapter chapter) {
    var cancelled = chapter.cancelled();
    if (!cancelled.isEmpty()) {
      ledger.cancel(chapter.file().caseNo(), cancelled);
    }
  }
}
