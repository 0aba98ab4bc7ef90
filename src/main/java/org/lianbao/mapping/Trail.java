package org.lianbao.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata.EntryCallback;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.lianbao.shared.Finding.Words;

/**
 * Follows one evaluation: bounds its time and depth, and knows the step it came to. The library's
 * own depth count loses its way in array constructors, so the depth is counted here.
 */
final class Trail {

  private static final long MAX_MILLIS = 5_000;
  private static final int MAX_DEPTH = 500;
  private static final int USUAL_DEPTH = 64;

  private Object[] first = new Object[USUAL_DEPTH];
  private Object[] latest = new Object[USUAL_DEPTH];
  private int[] parts = new int[USUAL_DEPTH];
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
    frame.setEvaluateExitCallback((step, input, environment, result) -> trail.leave(result));
    return trail;
  }

  private void enter(Symbol step) {
    last = step;
    if (++depth > MAX_DEPTH) {
      throw new JException("steps nest deeper than " + MAX_DEPTH, -1);
    }
    if (depth == parts.length) {
      first = Arrays.copyOf(first, 2 * depth);
      latest = Arrays.copyOf(latest, 2 * depth);
      parts = Arrays.copyOf(parts, 2 * depth);
    }
    parts[depth] = 0;
  }

  /** Remembers the first and the latest part of the step around this one. */
  private void leave(Object result) {
    depth--;
    if (depth >= 0) {
      latest[depth] = result;
      if (parts[depth]++ == 0) {
        first[depth] = result;
      }
    }
  }

  /** The kinds of what the step had met that was not finished; {@code null} if it met nothing. */
  Words met() {
    if (depth < 0 || depth >= parts.length || parts[depth] == 0) {
      return null;
    }
    return parts[depth] == 1 ? Kinds.of(first[depth]) : Kinds.of(first[depth], latest[depth]);
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
