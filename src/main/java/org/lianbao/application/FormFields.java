package org.lianbao.application;

import java.util.Set;
import java.util.stream.Collectors;
import org.lianbao.application.form.Form;

/** Which fields the joint application form has. */
public final class FormFields {

  private final Form form;
  private final Set<String> pointers;

  private FormFields(Form form) {
    this.form = form;
    this.pointers =
        form.fields().keySet().stream()
            .map(pattern -> pattern.replace("/*", ""))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The fields of the contract that ships with the hub. */
  public static FormFields load() {
    return new FormFields(Form.load());
  }

  /**
   * Whether the form has a field at this pointer, such as {@code /applicant/name}; a field inside a
   * list is named without an index, as in {@code /externalWorks/items/digArea}.
   */
  public boolean has(String pointer) {
    return pointers.contains(pointer);
  }

  /** What the field at this place of a form is called, in Chinese. */
  public String label(String pointer) {
    return form.label(pointer);
  }
}
