package org.lianbao.supervision;

import java.time.YearMonth;
import java.util.Comparator;
import org.lianbao.cases.Role;
import org.lianbao.cases.Supervision;
import org.lianbao.cases.Supervision.Asked;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.Rules;
import org.springframework.stereotype.Service;

/** Draws up bulletins. */
@Service
class Bulletins {

  private final Supervision supervision;
  private final Partners partners;
  private final Rulebook rules;

  Bulletins(Supervision supervision, Partners partners, Rulebook rules) {
    this.supervision = supervision;
    this.partners = partners;
    this.rules = rules;
  }

  Bulletin of(YearMonth month, String party) {
    var rows =
        supervision.kept(new Asked(month, party, null, null)).stream()
            .map(kept -> Bulletin.Row.of(kept, words(kept.rule()), name(kept.party())))
            .toList();
    return new Bulletin(month, party, party == null ? supervision.month(month) : null, rows);
  }

  /** What people call the party. */
  String name(String party) {
    return party.equals(Role.WINDOW)
        ? "受理窗口"
        : partners.find(party).map(Partner::nameZh).orElse(party);
  }

  /** By the latest edition that has the rule. */
  private Bulletin.RuleWords words(String rule) {
    return rules.editions().stream()
        .sorted(Comparator.comparing(Rules::from).reversed())
        .flatMap(edition -> edition.words(rule).stream())
        .findFirst()
        .map(words -> new Bulletin.RuleWords(words.zh(), words.basis()))
        .orElseGet(() -> new Bulletin.RuleWords(rule, ""));
  }
}
