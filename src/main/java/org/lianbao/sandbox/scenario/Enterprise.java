package org.lianbao.sandbox.scenario;

import java.util.stream.IntStream;

/** An enterprise nobody has heard of, so that nothing is on record against it. */
final class Enterprise {

  private static final String DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };

  private Enterprise() {}

  /** Its unified social credit code (GB 32100), another one for every number. */
  static String uscc(long number) {
    var name = new StringBuilder();
    for (var rest = number; name.length() < 7; rest /= DIGITS.length()) {
      name.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
    }
    var body = "91410928MA" + name;
    var sum =
        IntStream.range(0, WEIGHTS.length)
            .map(i -> DIGITS.indexOf(body.charAt(i)) * WEIGHTS[i])
            .sum();
    return body + DIGITS.charAt((31 - sum % 31) % 31);
  }
}
