package org.lianbao.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sm2Test {

  private static final String PRIVATE =
      "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
  private static final String PUBLIC =
      "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
          + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
  private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.UTF_8);

  /** GB/T 32918.5-2017, annex A.2. */
  private static final String PUBLISHED =
      "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
          + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";

  @Test
  void verifiesTheSignatureOfTheStandard() {
    assertThat(Sm2.verify(PUBLIC, Sm2.DEFAULT_ID, MESSAGE, PUBLISHED)).isTrue();
    assertThat(Sm2.verify("04" + PUBLIC, Sm2.DEFAULT_ID, MESSAGE, PUBLISHED)).isTrue();
  }

  @Test
  void verifiesNoOtherMessageIdKeyOrSignature() {
    var other = Sm2.newPair(new SecureRandom()).publicKey();

    assertThat(Sm2.verify(PUBLIC, Sm2.DEFAULT_ID, "message".getBytes(), PUBLISHED)).isFalse();
    assertThat(Sm2.verify(PUBLIC, "ALICE123@YAHOO.COM", MESSAGE, PUBLISHED)).isFalse();
    assertThat(Sm2.verify(other, Sm2.DEFAULT_ID, MESSAGE, PUBLISHED)).isFalse();
    assertThat(Sm2.verify(PUBLIC, Sm2.DEFAULT_ID, MESSAGE, PUBLISHED.replace('F', 'E'))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zz", "3044022000"})
  void whatIsNoSignatureSignsNothing(String signature) {
    assertThat(Sm2.verify(PUBLIC, Sm2.DEFAULT_ID, MESSAGE, signature)).isFalse();
    assertThat(Sm2.verify(PUBLIC, Sm2.DEFAULT_ID, MESSAGE, "0".repeat(128))).isFalse();
    assertThat(Sm2.verify(PUBLIC, Sm2.DEFAULT_ID, MESSAGE, "f".repeat(128))).isFalse();
    assertThat(Sm2.toDer(signature)).isEmpty();
    assertThat(Sm2.fromDer(signature)).isEmpty();
  }

  @Test
  void signsWhatItsPublicKeyVerifies() {
    var pair = Sm2.newPair(new SecureRandom());
    var signature = Sm2.sign(pair.privateKey(), Sm2.DEFAULT_ID, MESSAGE);

    assertThat(pair.privateKey()).hasSize(64);
    assertThat(pair.publicKey()).hasSize(128);
    assertThat(signature).hasSize(128);
    assertThat(Sm2.verify(pair.publicKey(), Sm2.DEFAULT_ID, MESSAGE, signature)).isTrue();
  }

  @Test
  void signsTheSameAlikeAndEverythingElseWithAnotherK() {
    var first = Sm2.sign(PRIVATE, Sm2.DEFAULT_ID, MESSAGE);

    assertThat(Sm2.sign(PRIVATE, Sm2.DEFAULT_ID, MESSAGE)).isEqualTo(first);
    // With the same k, r - e would be the same for both; a k used twice gives the key away.
    assertThat(Sm2.sign(PRIVATE, "ALICE", MESSAGE).substring(0, 64))
        .isNotEqualTo(first.substring(0, 64));
    assertThat(Sm2.sign(PRIVATE, Sm2.DEFAULT_ID, "other".getBytes()).substring(0, 64))
        .isNotEqualTo(first.substring(0, 64));
  }

  @Test
  void turnsASignatureIntoDerAndBack() {
    var der = Sm2.toDer(PUBLISHED).orElseThrow();

    assertThat(der).startsWith("3046022100f5a03b06");
    assertThat(Sm2.fromDer(der)).contains(PUBLISHED.toLowerCase());
    assertThat(Sm2.fromDer(der + "00")).isEmpty();
  }

  @Test
  void refusesKeysThatAreNoneWithoutQuotingThem() {
    var offTheCurve = "11".repeat(64);

    assertThatThrownBy(() -> Sm2.verify(offTheCurve, Sm2.DEFAULT_ID, MESSAGE, PUBLISHED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("1111");
    assertThatThrownBy(() -> Sm2.sign("f".repeat(64), Sm2.DEFAULT_ID, MESSAGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("ffff");
    assertThatThrownBy(() -> Sm2.sign("0".repeat(64), Sm2.DEFAULT_ID, MESSAGE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
