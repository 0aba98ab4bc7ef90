package org.lianbao.mapping;

import java.util.Optional;
import org.lianbao.shared.Finding;

/** A mapping or a wire format that cannot be applied; the text is for the integration engineer. */
public class MappingFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Place place;

  public MappingFault(String message) {
    this(message, null, null);
  }

  public MappingFault(String message, Throwable cause) {
    this(message, cause, null);
  }

  MappingFault(String message, Throwable cause, Place place) {
    super(message, cause);
    this.place = place;
  }

  /** Where in a mapping the fault lies, if that can be told. */
  public Optional<Place> place() {
    return Optional.ofNullable(place);
  }

  /**
   * A place in a mapping.
   *
   * @param file below {@code mappings/}
   * @param line from 1
   * @param column from 1
   * @param expression the text there, at most 120 characters
   * @param reason what was wrong, without any value
   * @param met the kinds of the values the expression met, never the values; {@code null} where
   *     nothing was evaluated
   */
  public record Place(
      String file, int line, int column, String expression, String reason, Finding.Words met) {}
}
