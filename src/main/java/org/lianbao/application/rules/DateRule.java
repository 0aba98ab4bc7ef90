package org.lianbao.application.rules;

import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;

/** What starts does not end before. */
final class DateRule implements Rule {

  @Override
  public void look(Filled filled, Faults faults) {
    inOrder("/project", filled, faults);
    filled.places("/externalWorks/items/*").forEach(item -> inOrder(item, filled, faults));
  }

  private static void inOrder(String group, Filled filled, Faults faults) {
    var start = filled.date(group + "/plannedStart");
    var finish = filled.date(group + "/plannedFinish");
    if (start.isPresent() && finish.isPresent() && finish.get().isBefore(start.get())) {
      faults.error(
          group + "/plannedFinish", "ENDS_BEFORE_START", "早于开始日期，请核对", "is before the start");
    }
  }
}
