package org.lianbao.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A fault a partner's system has for a while.
 *
 * @param argument a length of time for {@link Kind#SLOW}, the name of an example for {@link
 *     Kind#ERROR_INSIDE}; {@code null} takes the usual one
 */
public record Fault(Kind kind, String argument) {

  /** The kinds, by the names that people write: lower case, with hyphens. */
  public enum Kind {
    SLOW("答得慢", "slow to answer"),
    DOWN("不可达", "not to be reached"),
    ERROR_INSIDE("状态成功、内容报错", "an error inside an answer that looks well"),
    DUPLICATE("同一消息发两次", "each message twice"),
    OUT_OF_ORDER("次序颠倒", "the last message first"),
    WRONG_SIGNATURE("签名不对", "signed with another secret"),
    HALF_WRITTEN("只写了一半", "cut off in the middle"),
    MOJIBAKE("别的字符集", "bytes of another character set"),
    SOAP_FAULT("SOAP 故障", "a SOAP fault"),
    EDITED("取走后又改动", "a row changed after it was taken");

    private final String zh;
    private final String en;

    Kind(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    /** As people write it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it means, in Chinese and English. */
    public String meaning() {
      return zh + " / " + en;
    }

    public String zh() {
      return zh;
    }

    public String en() {
      return en;
    }
  }

  /**
   * Reads {@code KIND} or {@code KIND:argument}.
   *
   * @throws IllegalArgumentException naming the kinds there are
   */
  public static Fault parse(String text) {
    var colon = text.indexOf(':');
    var code = colon < 0 ? text : text.substring(0, colon);
    return new Fault(
        kind(code)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "没有这种故障 / there is no fault "
                            + code.replaceAll("[^\\w-]", "?")
                            + ": "
                            + codes(Arrays.asList(Kind.values())))),
        colon < 0 ? null : text.substring(colon + 1));
  }

  private static Optional<Kind> kind(String code) {
    return Arrays.stream(Kind.values()).filter(kind -> kind.code().equals(code)).findFirst();
  }

  static String codes(Iterable<Kind> kinds) {
    var list = new ArrayList<Kind>();
    kinds.forEach(list::add);
    return list.stream().sorted().map(Kind::code).collect(Collectors.joining(", "));
  }
}
