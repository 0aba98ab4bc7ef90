package org.lianbao.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata.EntryCallback;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import java.lang.reflect.Field;

/**
 * Follows one evaluation: bounds its time and depth, and knows the step it came to. The library's
 * own depth count loses its way in array constructors, so the depth is counted here.
 */
final class Trail {

  private static final long MAX_MILLIS = 5_000;
  private static final int MAX_DEPTH = 500;

  private Symbol last;
  private int depth;

  /** A trail along the evaluation of this frame. */
  static Trail along(Frame frame) {
    var trail = new Trail();
    frame.setRuntimeBounds(MAX_MILLIS, Integer.MAX_VALUE);
    var timed = (EntryCallback) frame.lookup("__evaluate_entry");
    frame.setEvaluateEntryCallback(
        (step, input, environment) -> {
          trail.enter(step);
          timed.callback(step, input, environment);
        });
    frame.setEvaluateExitCallback((step, input, environment, result) -> trail.depth--);
    return trail;
  }

  private void enter(Symbol step) {
    last = step;
    if (++depth > MAX_DEPTH) {
      throw new JException("steps nest deeper than " + MAX_DEPTH, -1);
    }
  }

  /** Where the last step stands in the source, in characters; -1 if that cannot be told. */
  int position() {
    if (last == null) {
      return -1;
    }
    try {
      // The library keeps the place to itself for most errors of operators.
      Field position = Symbol.class.getDeclaredField("position");
      position.setAccessible(true);
      return position.getInt(last);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return -1;
    }
  }
}
