package org.lianbao.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sm4Test {

  private static final String KEY = "0123456789abcdeffedcba9876543210";

  @Test
  void encryptsTheBlockOfTheStandard() {
    // GB/T 32907 annex A: with a vector of zeros the first block is that of the block cipher.
    var sealed = Sm4.encrypt(KEY, new byte[Sm4.BLOCK], HexFormat.of().parseHex(KEY));

    assertThat(HexFormat.of().formatHex(sealed, 16, 32))
        .isEqualTo("681edf34d206965e86b3e94f536e4246");
    assertThat(sealed).hasSize(48);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 100_000})
  void decryptsWhatItEncrypted(int length) {
    var plain = new byte[length];
    Arrays.fill(plain, (byte) 7);

    assertThat(Sm4.decrypt(KEY, Sm4.encrypt(KEY, new byte[Sm4.BLOCK], plain))).contains(plain);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 16, 31, 33, 47})
  void whatIsCutOffIsNothing(int length) {
    var sealed = Sm4.encrypt(KEY, new byte[Sm4.BLOCK], new byte[20]);

    assertThat(Sm4.decrypt(KEY, Arrays.copyOf(sealed, length))).isEmpty();
  }

  @Test
  void badPaddingIsNothing() {
    var sealed = Sm4.encrypt(KEY, new byte[Sm4.BLOCK], "abc".getBytes(StandardCharsets.UTF_8));
    sealed[Sm4.BLOCK - 1] ^= 0x55;

    assertThat(Sm4.decrypt(KEY, sealed)).isEmpty();
  }

  @Test
  void refusesAKeyThatIsNoneWithoutQuotingIt() {
    assertThatThrownBy(() -> Sm4.encrypt(KEY + "00", new byte[Sm4.BLOCK], new byte[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("0123");
    assertThatThrownBy(() -> Sm4.decrypt("secret", new byte[32]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }
}
