package org.lianbao.application.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.lianbao.shared.Clock;

/**
 * A filled-in form as rules read it: a box of the wrong type reads as empty, since the schema tells
 * of that.
 */
public record Filled(ObjectNode document) {

  /** The text at this place, if there is one. */
  public Optional<String> text(String pointer) {
    return Optional.ofNullable(document.at(pointer).textValue());
  }

  /** Whether the text at this place is this one. */
  public boolean says(String pointer, String text) {
    return text.equals(document.at(pointer).textValue());
  }

  /** Whether the box at this place is ticked. */
  public boolean ticked(String pointer) {
    return document.at(pointer).isBoolean() && document.at(pointer).booleanValue();
  }

  /** The number at this place, if there is one. */
  public Optional<BigDecimal> number(String pointer) {
    var at = document.at(pointer);
    return at.isNumber() ? Optional.of(at.decimalValue()) : Optional.empty();
  }

  /** The date at this place, if it is one. */
  public Optional<LocalDate> date(String pointer) {
    try {
      return text(pointer).map(LocalDate::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether anything at all stands at this place. */
  public boolean has(String pointer) {
    return !document.at(pointer).isMissingNode();
  }

  /** Whether a group of boxes stands at this place. */
  public boolean hasGroup(String pointer) {
    return document.at(pointer).isObject();
  }

  /** Places a pattern such as {@code /gas/devices/*} stands for, in order. */
  public List<String> places(String pattern) {
    return Pointers.matching(pattern, document);
  }

  /** Whether this is a formal application (正式申请). */
  public boolean formal() {
    return says("/applyType", "FORMAL");
  }

  /** Whether paper with this code is attached. */
  public boolean attached(String materialCode) {
    return places("/attachments/*/materialCode").stream().anyMatch(at -> says(at, materialCode));
  }

  /** The county's day on which the form was handed in, if it says so. */
  public Optional<LocalDate> day() {
    try {
      return text("/applyTime")
          .map(time -> OffsetDateTime.parse(time).atZoneSameInstant(Clock.COUNTY).toLocalDate());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
