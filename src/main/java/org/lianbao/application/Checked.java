package org.lianbao.application;

import java.util.List;
import java.util.Optional;
import org.lianbao.shared.Problem.Fault;
import org.lianbao.shared.Problem.Severity;

/**
 * What the checks found.
 *
 * @param application the form, present exactly when no fault is an ERROR
 * @param faults everything found, in the order of the form
 */
public record Checked(Optional<Application> application, List<Fault> faults) {

  public Checked {
    faults = List.copyOf(faults);
  }

  /** What the window should know of an accepted form. */
  public List<Fault> warnings() {
    return faults.stream().filter(fault -> fault.severity() == Severity.WARN).toList();
  }
}
