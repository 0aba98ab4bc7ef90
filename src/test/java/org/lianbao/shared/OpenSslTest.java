package org.lianbao.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.OpenSsl;

/** The {@code openssl} command, which we did not write, understands our SM2, SM3 and SM4. */
class OpenSslTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final String ID = Sm2.DEFAULT_ID;
  private static final String KEY = "0123456789abcdeffedcba9876543210";
  private static final byte[] MESSAGE = "濮阳县㛃䶮𠮷通水".getBytes(StandardCharsets.UTF_8);

  private final Sm2.Pair pair = Sm2.newPair(new SecureRandom());

  @TempDir Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void open() {
    openssl = new OpenSsl(folder);
  }

  @Test
  void verifiesWhatWeSigned() throws Exception {
    var signature = Sm2.sign(pair.privateKey(), ID, MESSAGE);

    assertThat(openssl.verifies(pair.publicKey(), MESSAGE, signature)).isTrue();
    assertThat(openssl.verifies(pair.publicKey(), new byte[3], signature)).isFalse();
  }

  @Test
  void signsWhatWeVerify() throws Exception {
    var signature = openssl.sign(pair.privateKey(), MESSAGE);

    assertThat(Sm2.verify(pair.publicKey(), ID, MESSAGE, signature)).isTrue();
    assertThat(Sm2.verify(pair.publicKey(), "ALICE", MESSAGE, signature)).isFalse();
  }

  @Test
  void digestsAlike() throws Exception {
    assertThat(openssl.text("dgst -sm3 -r", MESSAGE)).startsWith(Digest.sm3(MESSAGE));
    assertThat(openssl.text("dgst -sm3 -r -hmac secret", MESSAGE))
        .startsWith(Digest.hmacSm3("secret", new String(MESSAGE, StandardCharsets.UTF_8)));
  }

  @Test
  void decryptsWhatWeEncrypted() throws Exception {
    var vector = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
    var sealedText = Sm4.encrypt(KEY, vector, MESSAGE);

    assertThat(Arrays.copyOf(sealedText, Sm4.BLOCK)).isEqualTo(vector);
    assertThat(openssl.decrypt(KEY, sealedText)).isEqualTo(MESSAGE);
  }

  @Test
  void encryptsWhatWeDecrypt() throws Exception {
    assertThat(Sm4.decrypt(KEY, openssl.encrypt(KEY, "00".repeat(16), MESSAGE))).contains(MESSAGE);
  }
}
