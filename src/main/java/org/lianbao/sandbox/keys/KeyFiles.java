package org.lianbao.sandbox.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** Reads RSA keys: PKCS#8 PEM for pairs, one OpenSSH line for a public key. */
public final class KeyFiles {

  private KeyFiles() {}

  /** The pair of a private key file in PKCS#8 PEM. */
  public static KeyPair pair(Path file) throws IOException {
    var text = Files.readString(file, StandardCharsets.US_ASCII);
    var base64 = text.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
    try {
      var rsa = KeyFactory.getInstance("RSA");
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
      var secret = (RSAPrivateCrtKey) rsa.generatePrivate(spec);
      var open =
          rsa.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
      return new KeyPair(open, secret);
    } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
      throw new IOException(file + " 不是 PKCS#8 PEM 的 RSA 私钥 / is not a PKCS#8 PEM RSA key", e);
    }
  }

  /** The public key beside the private key file, or else the public part of that file. */
  public static PublicKey open(Path privateKey) throws IOException {
    var beside = publicPart(privateKey);
    if (!Files.isReadable(beside)) {
      return pair(privateKey).getPublic();
    }
    try {
      return PublicKeyEntry.parsePublicKeyEntry(Files.readString(beside).strip())
          .resolvePublicKey(null, null, null);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(beside + " 不是 OpenSSH 公钥 / is not an OpenSSH public key", e);
    }
  }

  static Path publicPart(Path privateKey) {
    return privateKey.resolveSibling(privateKey.getFileName() + ".pub");
  }
}
