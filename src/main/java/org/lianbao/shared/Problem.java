package org.lianbao.shared;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A refusal for people and programs: RFC 9457 {@code application/problem+json} with every fault at
 * once. Texts name the field and the fault's kind, never a personal value.
 *
 * @param type a stable URI reference of the problem's kind, such as {@code /problems/invalid-form}
 * @param title one line in Chinese, then English
 * @param status the HTTP status
 * @param code a stable name for programs, such as {@code INVALID_FORM}
 * @param detail what is wrong and how to mend it
 * @param traceId the id under which the log knows this request
 * @param errors each fault on its own, in the order of the form; empty where the fault is not one
 *     of fields
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String code,
    String detail,
    String traceId,
    List<Fault> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
  }

  /**
   * One fault of one field.
   *
   * @param pointer RFC 6901 pointer into the document, {@code ""} for the whole
   * @param label the field's name on the form, in Chinese
   * @param code a stable name of the rule broken
   * @param message the fault and the mend, Chinese first
   */
  public record Fault(
      String pointer, String label, String code, String message, Severity severity) {}

  /** ERROR stops acceptance; WARN is recorded and shown to the window. */
  public enum Severity {
    ERROR,
    WARN
  }
}
