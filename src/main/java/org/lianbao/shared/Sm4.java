package org.lianbao.shared;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * SM4 (GB/T 32907) in CBC mode with PKCS#7 padding, the initialisation vector before the
 * ciphertext. A key is 32 hexadecimal digits. It hides a message and does not prove it: sign what
 * is encrypted, and verify before decrypting.
 */
public final class Sm4 {

  /** The length of a block, and of an initialisation vector, in bytes. */
  public static final int BLOCK = 16;

  private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{32}");

  private Sm4() {}

  /**
   * Encrypts.
   *
   * @param vector 16 bytes nobody can foretell
   * @return the vector, then the ciphertext
   * @throws IllegalArgumentException if the key is none; the text does not quote it
   */
  public static byte[] encrypt(String key, byte[] vector, byte[] plain) {
    var cipher = cipher(true, key, vector);
    var out = Arrays.copyOf(vector, BLOCK + cipher.getOutputSize(plain.length));
    var written = cipher.processBytes(plain, 0, plain.length, out, BLOCK);
    try {
      cipher.doFinal(out, BLOCK + written);
      return out;
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("SM4 could not encrypt", e);
    }
  }

  /**
   * Decrypts the vector and the ciphertext; empty, and no word why, if they do not fit the key, the
   * padding or the length.
   *
   * @throws IllegalArgumentException if the key is none; the text does not quote it
   */
  public static Optional<byte[]> decrypt(String key, byte[] sealed) {
    var vector = Arrays.copyOf(sealed, BLOCK);
    var cipher = cipher(false, key, vector);
    var length = sealed.length - BLOCK;
    if (length < BLOCK || length % BLOCK != 0) {
      return Optional.empty();
    }
    var out = new byte[cipher.getOutputSize(length)];
    try {
      var written = cipher.processBytes(sealed, BLOCK, length, out, 0);
      written += cipher.doFinal(out, written);
      return Optional.of(Arrays.copyOf(out, written));
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }

  private static PaddedBufferedBlockCipher cipher(boolean encrypting, String key, byte[] vector) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("an SM4 key is 32 hexadecimal digits");
    }
    var cipher =
        new PaddedBufferedBlockCipher(
            CBCBlockCipher.newInstance(new SM4Engine()), new PKCS7Padding());
    cipher.init(
        encrypting, new ParametersWithIV(new KeyParameter(HexFormat.of().parseHex(key)), vector));
    return cipher;
  }
}
