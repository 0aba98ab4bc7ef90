package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** Applies the files of {@code mappings/<partner>/}; each is compiled once and shared by all. */
public interface Mappings {

  /**
   * Applies a mapping.
   *
   * @param file {@code *.jsonata} gives a JSON value, {@code *.ftlx} gives XML text as a text node
   * @throws MappingFault if the file is missing, does not compile, or fails on this input; the text
   *     names file, line, column and expression, and quotes no value of the input
   */
  JsonNode apply(String partner, String file, JsonNode input, MappingContext context);

  /** Compiles every file of this partner anew at its next use, whatever its time stamp says. */
  void forget(String partner);
}
