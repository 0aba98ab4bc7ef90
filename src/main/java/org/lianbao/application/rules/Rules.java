package org.lianbao.application.rules;

import java.util.List;
import org.lianbao.application.Materials;
import org.lianbao.application.Services;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;
import org.lianbao.application.form.Form;
import org.lianbao.rules.Rulebook;

/** All rules of the form. */
public final class Rules {

  private final List<Rule> rules;

  private Rules(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * The rules for forms that may ask for these services and come with these papers; what the notice
   * leaves to be set is in its rules.
   */
  public static Rules with(Services services, Materials materials, Rulebook notice) {
    return new Rules(
        List.of(
            new EntryRule(),
            new ApplicantRule(),
            new BuilderRule(),
            new ServiceRule(services),
            new PlaceRule(),
            new DateRule(),
            new DemandRule(),
            new WorksRule(),
            new CommitmentRule(notice),
            new PaperRule(materials)));
  }

  /** Lets each rule look at the form. */
  public void look(Form form, Filled filled, Faults faults) {
    rules.forEach(rule -> rule.look(filled, faults));
    new TextRule(form).look(filled, faults);
  }
}
