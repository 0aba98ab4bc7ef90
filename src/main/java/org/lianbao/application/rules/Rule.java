package org.lianbao.application.rules;

import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;

/** Looks at a form and tells what is wrong with it. */
interface Rule {

  void look(Filled filled, Faults faults);
}
