package org.lianbao.application.rules;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;
import org.lianbao.application.form.Form;

/**
 * Text that every partner can carry: no invisible characters, well-formed, in NFC. Characters plain
 * GBK lacks are only warned of, since GB18030 has them all.
 */
final class TextRule implements Rule {

  private final Form form;
  private final CharsetEncoder gbk = Charset.forName("GBK").newEncoder();

  TextRule(Form form) {
    this.form = form;
  }

  @Override
  public void look(Filled filled, Faults faults) {
    form.visit(
        filled,
        (at, field, value) -> {
          if (value.isTextual()) {
            text(value.textValue(), at, Boolean.parseBoolean(field.mark("x-multiline")), faults);
          }
        });
  }

  private void text(String text, String at, boolean multiline, Faults faults) {
    if (ascii(text)) {
      return;
    }
    for (int i = 0, nth = 1; i < text.length(); nth++) {
      var point = text.codePointAt(i);
      i += Character.charCount(point);
      if (!(multiline && (point == '\t' || point == '\n' || point == '\r')) && unfit(point)) {
        var name = String.format("U+%04X", point);
        faults.error(
            at,
            "INVISIBLE_CHARACTER",
            "第 " + nth + " 个字符是不可见或无效字符（" + name + "），请删除后重填",
            "character " + nth + " is invisible or broken (" + name + "), delete it");
        return;
      }
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      faults.warn(at, "NOT_NFC", "含组合字符，比对时按规范写法处理", "is not in NFC");
    }
    if (!gbk.canEncode(text)) {
      faults.warn(
          at,
          "RARE_CHARACTER",
          "含 GBK 以外的生僻字，个别单位的系统可能显示不出，请留意",
          "has a character plain GBK lacks; some partner may not show it");
    }
  }

  private static boolean ascii(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  private static boolean unfit(int point) {
    // Not "unassigned": names use characters younger than the JDK's tables.
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (point & 0xFFFE) == 0xFFFE;
    };
  }
}
