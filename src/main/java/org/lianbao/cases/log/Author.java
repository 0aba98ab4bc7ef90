package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import org.lianbao.application.Application;
import org.lianbao.cases.Ledger;
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
    ledger.owe(owing.of(chapter, () -> application));
  }

  /** A further chapter. */
  void goOn(Chapter chapter) {
    tables.append(chapter);
    var form = SingletonSupplier.of(() -> tables.application(chapter.file().caseNo()));
    var owed = owing.of(chapter, form);
    if (!owed.isEmpty()) {
      ledger.owe(owed);
    }
  }
}
