package org.lianbao.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;

/**
 * One compiled JSONata file, shared by all threads: each evaluation has a frame and a {@link Trail}
 * of its own.
 */
final class Expression {

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
      throw source.fault("does not compile", e, null);
    } catch (RuntimeException e) {
      throw new MappingFault("mappings/" + name + " does not compile", e);
    }
  }

  /**
   * Applies it.
   *
   * @param days the functions that know the calendar
   */
  JsonNode evaluate(
      JsonNode input,
      MappingContext context,
      Function<String, CodeTable> tables,
      Map<String, JFunction> days) {
    var frame = compiled.createFrame();
    frame.bind("now", context.now() == null ? null : context.now().toString());
    frame.bind("order", Values.toJava(context.order()));
    frame.bind("headers", context.headers());
    MappingFunctions.of(context, tables).forEach(frame::bind);
    days.forEach(frame::bind);
    var trail = Trail.along(frame);
    try {
      return Values.toNode(compiled.evaluate(Values.toJava(input), frame));
    } catch (JException e) {
      throw source.fault("cannot be applied", e, trail);
    } catch (MappingFault e) {
      throw source.fault("cannot be applied", e.getMessage(), trail);
    } catch (StackOverflowError e) {
      throw source.fault("cannot be applied", "steps nest too deep", trail);
    } catch (RuntimeException e) {
      // Neither the library's text nor its cause: they may quote the input.
      throw source.fault("cannot be applied", e.getClass().getSimpleName(), trail);
    }
  }
}
