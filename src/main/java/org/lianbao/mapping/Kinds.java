package org.lianbao.mapping;

import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import java.util.Map;
import org.lianbao.shared.Finding.Words;

/** What kind of value something is, in words; the value itself stays untold. */
final class Kinds {

  private Kinds() {}

  static Words of(Object value) {
    if (value == null) {
      return new Words("无（没有这个字段）", "nothing (no such field)");
    }
    if (value == Jsonata.NULL_VALUE) {
      return new Words("null", "null");
    }
    if (value instanceof String text) {
      return text.isEmpty() ? new Words("空文字", "empty text") : new Words("文字", "text");
    }
    if (value instanceof Number) {
      return new Words("数字", "a number");
    }
    if (value instanceof Boolean) {
      return new Words("真假值", "true or false");
    }
    if (value instanceof List<?> list) {
      return new Words(list.size() + " 项的列表", "a list of " + list.size());
    }
    return value instanceof Map<?, ?>
        ? new Words("一组字段", "an object")
        : new Words("函数", "a function");
  }

  static Words of(Object one, Object other) {
    var first = of(one);
    var second = of(other);
    return new Words(first.zh() + "、" + second.zh(), first.en() + " and " + second.en());
  }
}
