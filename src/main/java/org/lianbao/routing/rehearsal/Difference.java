package org.lianbao.routing.rehearsal;

/**
 * What a changed mapping gives differently in one field.
 *
 * @param mapping such as {@code order.jsonata}
 * @param field RFC 6901 pointer into its output, {@code *} for any element of a list
 * @param count in how many orders and messages
 * @param example one of them: an order number, or when a message came
 * @param before what runs gives there, masked; {@code null} where nothing
 * @param after what the changed mapping gives, masked; {@code null} where nothing
 */
public record Difference(
    String mapping,
    String field,
    Kind kind,
    int count,
    String example,
    String before,
    String after) {

  /** LOST is what runs gave and the changed mapping does not. */
  public enum Kind {
    LOST,
    CHANGED,
    ADDED
  }

  Difference once() {
    return new Difference(mapping, field, kind, count + 1, example, before, after);
  }
}
