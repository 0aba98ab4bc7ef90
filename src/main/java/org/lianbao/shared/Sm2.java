package org.lianbao.shared;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 signatures (GB/T 32918.2, the curve of GB/T 32918.5, SM3). All in hexadecimal: a private key
 * has 64 digits, a public key 128, or 130 with a leading {@code 04}; a signature has 128, r before
 * s. A signature is the same whenever the same key signs the same message (decision 0011).
 */
public final class Sm2 {

  /** The signer's id where none was agreed on (GM/T 0009). */
  public static final String DEFAULT_ID = "1234567812345678";

  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern PRIVATE = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern PUBLIC = Pattern.compile("(04)?([0-9a-fA-F]{128})");
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{128}");
  private static final ECDomainParameters CURVE =
      new ECDomainParameters(CustomNamedCurves.getByName("sm2p256v1"));

  private Sm2() {}

  /** A key pair, the public half without the leading {@code 04}. */
  public record Pair(String privateKey, String publicKey) {}

  /** A new key pair. */
  public static Pair newPair(SecureRandom random) {
    var secret =
        BigIntegers.createRandomInRange(
            BigInteger.ONE, CURVE.getN().subtract(BigInteger.TWO), random);
    var open = CURVE.getG().multiply(secret).normalize().getEncoded(false);
    return new Pair(
        HEX.formatHex(BigIntegers.asUnsignedByteArray(32, secret)),
        HEX.formatHex(open, 1, open.length));
  }

  /**
   * Signs.
   *
   * @param id the signer's id, {@link #DEFAULT_ID} where none was agreed on
   * @return r and s, 128 digits
   * @throws IllegalArgumentException if the key is none; the text does not quote it
   */
  public static String sign(String privateKey, String id, byte[] message) {
    var secret = secret(privateKey);
    var key = new ECPrivateKeyParameters(secret, CURVE);
    var signer = signer(true, new ParametersWithRandom(key, new Nonces(secret, id, message)), id);
    signer.update(message, 0, message.length);
    try {
      return HEX.formatHex(signer.generateSignature());
    } catch (CryptoException e) {
      throw new IllegalStateException("SM2 could not sign", e);
    }
  }

  /**
   * Whether the signature is that of the key's owner over this message. What is no signature at all
   * is none of theirs.
   *
   * @param id the signer's id, {@link #DEFAULT_ID} where none was agreed on
   * @throws IllegalArgumentException if the key is none
   */
  public static boolean verify(String publicKey, String id, byte[] message, String signature) {
    var key = open(publicKey);
    if (signature == null || !SIGNATURE.matcher(signature).matches()) {
      return false;
    }
    var signer = signer(false, key, id);
    signer.update(message, 0, message.length);
    return signer.verifySignature(HEX.parseHex(signature));
  }

  /** The signature as ASN.1 DER in hexadecimal; empty if it is no r and s. */
  public static Optional<String> toDer(String signature) {
    if (!SIGNATURE.matcher(signature).matches()) {
      return Optional.empty();
    }
    try {
      var parts = PlainDSAEncoding.INSTANCE.decode(CURVE.getN(), HEX.parseHex(signature));
      return Optional.of(
          HEX.formatHex(StandardDSAEncoding.INSTANCE.encode(CURVE.getN(), parts[0], parts[1])));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The r and s of a signature in ASN.1 DER in hexadecimal; empty if it is none. */
  public static Optional<String> fromDer(String der) {
    try {
      var parts = StandardDSAEncoding.INSTANCE.decode(CURVE.getN(), HEX.parseHex(der));
      return Optional.of(
          HEX.formatHex(PlainDSAEncoding.INSTANCE.encode(CURVE.getN(), parts[0], parts[1])));
    } catch (IOException | RuntimeException e) {
      // The library has many ways to say that bytes are not DER.
      return Optional.empty();
    }
  }

  private static SM2Signer signer(boolean signing, CipherParameters key, String id) {
    var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    signer.init(signing, new ParametersWithID(key, id.getBytes(StandardCharsets.UTF_8)));
    return signer;
  }

  private static BigInteger secret(String privateKey) {
    if (PRIVATE.matcher(privateKey).matches()) {
      var secret = new BigInteger(privateKey, 16);
      if (secret.signum() > 0 && secret.compareTo(CURVE.getN().subtract(BigInteger.ONE)) < 0) {
        return secret;
      }
    }
    throw new IllegalArgumentException("an SM2 private key is 64 hexadecimal digits");
  }

  private static ECPublicKeyParameters open(String publicKey) {
    var digits = PUBLIC.matcher(publicKey);
    try {
      if (digits.matches()) {
        var point = HEX.parseHex("04" + digits.group(2).toLowerCase(Locale.ROOT));
        return new ECPublicKeyParameters(CURVE.getCurve().decodePoint(point), CURVE);
      }
    } catch (IllegalArgumentException e) {
      // Not on the curve; said below, without the digits.
    }
    throw new IllegalArgumentException(
        "an SM2 public key is 128 hexadecimal digits of a point on the curve, with or without 04");
  }

  /**
   * Gives the signer its k by RFC 6979 with HMAC-SM3: from the key and all that is signed, so that
   * no k ever serves two messages, however poor the machine's randomness is.
   */
  private static final class Nonces extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient HMacDSAKCalculator calculator = new HMacDSAKCalculator(new SM3Digest());

    Nonces(BigInteger secret, String id, byte[] message) {
      calculator.init(CURVE.getN(), secret, HEX.parseHex(Digest.sm3(signed(id, message))));
    }

    /** The id is part of what is signed: with another id, another k. */
    private static byte[] signed(String id, byte[] message) {
      var head = HEX.parseHex(Digest.sm3(id));
      var all = new byte[head.length + message.length];
      System.arraycopy(head, 0, all, 0, head.length);
      System.arraycopy(message, 0, all, head.length, message.length);
      return all;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      var k = BigIntegers.asUnsignedByteArray(bytes.length, calculator.nextK());
      System.arraycopy(k, 0, bytes, 0, bytes.length);
    }
  }
}
