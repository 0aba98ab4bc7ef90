package org.lianbao.application.identifiers;

import org.lianbao.application.identifiers.Identifier.Finding;

/** What phone numbers of both kinds suffer from. */
final class Phones {

  static final Finding MANGLED =
      Finding.error(
          "NUMBER_MANGLED",
          "号码被表格软件改成了科学计数法（如 1.38E+10），请把该列设为文本后重填",
          "a spreadsheet turned the number into 1.38E+10; set the column to text and fill it in again");

  private Phones() {}

  static boolean mangled(String plain) {
    return plain.matches("\\d(\\.\\d+)?E\\+?\\d{1,3}");
  }
}
