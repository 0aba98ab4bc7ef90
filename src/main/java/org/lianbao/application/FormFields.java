package org.lianbao.application;

import org.lianbao.application.form.Form;

/** Which fields the joint application form has. */
public final class FormFields {

  private final Form form;

  private FormFields(Form form) {
    this.form = form;
  }

  /** The fields of the contract that ships with the hub. */
  public static FormFields load() {
    return new FormFields(Form.load());
  }

  /** Whether the form has a field at this pointer, such as {@code /applicant/name}. */
  public boolean has(String pointer) {
    return form.field(pointer).isPresent();
  }
}
