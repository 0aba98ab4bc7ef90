package org.lianbao.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.EntryCallback;
import com.dashjoin.jsonata.Jsonata.ExitCallback;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * One compiled JSONata file, shared by all threads: each evaluation has its own frame, five seconds
 * and five hundred nested steps.
 */
final class Expression {

  private static final long MAX_MILLIS = 5_000;
  private static final int MAX_DEPTH = 500;

  private final Source source;
  private final Jsonata compiled;

  private Expression(Source source, Jsonata compiled) {
    this.source = source;
    this.compiled = compiled;
  }

  static Expression compile(String name, String text) {
    var source = new Source(name, text);
    try {
      var compiled = Jsonata.jsonata(text);
      // What goes in comes from a JSON tree; what comes out is turned into one, nulls and all.
      compiled.setValidateInput(false);
      compiled.setOutputConvertNulls(false);
      MappingFunctions.pure().forEach(compiled::registerFunction);
      return new Expression(source, compiled);
    } catch (JException e) {
      throw source.fault("does not compile", e);
    } catch (RuntimeException e) {
      throw new MappingFault("mappings/" + name + " does not compile", e);
    }
  }

  JsonNode evaluate(JsonNode input, MappingContext context, Function<String, CodeTable> tables) {
    var frame = compiled.createFrame();
    frame.bind("now", context.now() == null ? null : context.now().toString());
    frame.bind("order", Values.toJava(context.order()));
    frame.bind("headers", context.headers());
    MappingFunctions.of(context, tables).forEach(frame::bind);
    bound(frame);
    try {
      return Values.toNode(compiled.evaluate(Values.toJava(input), frame));
    } catch (JException e) {
      throw source.fault("cannot be applied", e);
    } catch (MappingFault e) {
      throw new MappingFault("mappings/" + source.name() + ": " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new MappingFault("mappings/" + source.name() + " nests too deep", e);
    } catch (RuntimeException e) {
      // The library's own text may quote the input.
      throw new MappingFault(
          "mappings/" + source.name() + " cannot be applied: " + e.getClass().getSimpleName(), e);
    }
  }

  /** The library's own depth count loses its way in array constructors, so the depth is ours. */
  private static void bound(Frame frame) {
    frame.setRuntimeBounds(MAX_MILLIS, Integer.MAX_VALUE);
    var timed = (EntryCallback) frame.lookup("__evaluate_entry");
    var depth = new int[1];
    EntryCallback enter =
        (expression, input, environment) -> {
          timed.callback(expression, input, environment);
          if (++depth[0] > MAX_DEPTH) {
            throw new JException("steps nest deeper than " + MAX_DEPTH, -1);
          }
        };
    ExitCallback leave = (expression, input, environment, result) -> depth[0]--;
    frame.setEvaluateEntryCallback(enter);
    frame.setEvaluateExitCallback(leave);
  }
}
