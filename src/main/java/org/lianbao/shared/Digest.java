package org.lianbao.shared;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Message digests and keyed digests, always as lower-case hexadecimal. MD5 is here only because
 * some partners force it on us; nothing of the hub's own relies on it.
 */
public final class Digest {

  private static final HexFormat HEX = HexFormat.of();

  private Digest() {}

  /** SM3 (GB/T 32905-2016) of the bytes: 64 hexadecimal digits. */
  public static String sm3(byte[] bytes) {
    var digest = new Running();
    digest.add(bytes, 0, bytes.length);
    return digest.sm3();
  }

  /** SM3 of bytes that come piece by piece. */
  public static final class Running {

    private final SM3Digest digest = new SM3Digest();

    public void add(byte[] bytes, int from, int length) {
      digest.update(bytes, from, length);
    }

    /** The digest of all that was added; asked for once. */
    public String sm3() {
      var out = new byte[digest.getDigestSize()];
      digest.doFinal(out, 0);
      return HEX.formatHex(out);
    }
  }

  /** SM3 of the text in UTF-8. */
  public static String sm3(String text) {
    return sm3(text.getBytes(StandardCharsets.UTF_8));
  }

  /** HMAC-SM3 of the text under the secret, both in UTF-8: 64 hexadecimal digits. */
  public static String hmacSm3(String secret, String text) {
    var mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(secret.getBytes(StandardCharsets.UTF_8)));
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    mac.update(bytes, 0, bytes.length);
    var out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return HEX.formatHex(out);
  }

  /**
   * MD5 of the text in UTF-8: 32 hexadecimal digits. For partners that force it, never for trust.
   */
  public static String md5(String text) {
    return java("MD5", text);
  }

  /** SHA-256 of the text in UTF-8: 64 hexadecimal digits. */
  public static String sha256(String text) {
    return java("SHA-256", text);
  }

  /**
   * Whether a given signature is the expected one, ignoring the case of hexadecimal letters, in a
   * time that does not tell how much of it was right. {@code null} never matches.
   */
  public static boolean matches(String expected, String given) {
    if (expected == null || given == null) {
      return false;
    }
    return MessageDigest.isEqual(
        expected.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
        given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  private static String java(String algorithm, String text) {
    try {
      var digest = MessageDigest.getInstance(algorithm);
      return HEX.formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
