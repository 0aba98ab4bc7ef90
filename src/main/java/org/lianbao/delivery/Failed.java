package org.lianbao.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.lianbao.shared.Finding.Words;

/** What shows a failure, if there was one, shows with it whose fault it is and what to do. */
public interface Failed {

  /** The last failure; {@code null} if there was none, or its kind was not kept. */
  Failure failure();

  /** Whose fault it is; {@code null} where there is no failure. */
  @JsonProperty
  default Outcome.Fault fault() {
    return failure() == null ? null : failure().fault();
  }

  /** What a person does about it; {@code null} where there is no failure. */
  @JsonProperty
  default Words nextStep() {
    return failure() == null ? null : failure().nextStep();
  }
}
