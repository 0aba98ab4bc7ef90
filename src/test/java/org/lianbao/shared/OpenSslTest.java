package org.lianbao.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code openssl} command, which we did not write, understands our SM2, SM3 and SM4. */
class OpenSslTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final String ID = Sm2.DEFAULT_ID;
  private static final String KEY = "0123456789abcdeffedcba9876543210";
  private static final byte[] MESSAGE = "濮阳县㛃䶮𠮷通水".getBytes(StandardCharsets.UTF_8);

  /** The heads of an SM2 key in DER (RFC 5915, RFC 5280); the digits of the key follow. */
  private static final String PRIVATE_HEAD = "30310201010420";

  private static final String PRIVATE_TAIL = "a00a06082a811ccf5501822d";
  private static final String PUBLIC_HEAD =
      "3059301306072a8648ce3d020106082a811ccf5501822d03420004";

  @TempDir Path folder;

  @Test
  void verifiesWhatWeSigned() throws Exception {
    var pair = Sm2.newPair(new java.security.SecureRandom());
    var signature = Sm2.sign(pair.privateKey(), ID, MESSAGE);
    write("public.der", PUBLIC_HEAD + pair.publicKey());
    write("signature.der", Sm2.toDer(signature).orElseThrow());
    Files.write(folder.resolve("message"), MESSAGE);

    var said = verify();
    assertThat(said.code).as(said.words()).isZero();

    Files.write(folder.resolve("message"), "other".getBytes(StandardCharsets.UTF_8));
    assertThat(verify().code).isNotZero();
  }

  @Test
  void signsWhatWeVerify() throws Exception {
    var pair = Sm2.newPair(new java.security.SecureRandom());
    write("private.der", PRIVATE_HEAD + pair.privateKey() + PRIVATE_TAIL);
    Files.write(folder.resolve("message"), MESSAGE);

    var der =
        openssl(
                new byte[0],
                "pkeyutl -sign -rawin -digest sm3 -in message -inkey private.der -keyform DER"
                    + " -pkeyopt distid:"
                    + ID)
            .output();

    var signature = Sm2.fromDer(HEX.formatHex(der)).orElseThrow();
    assertThat(Sm2.verify(pair.publicKey(), ID, MESSAGE, signature)).isTrue();
    assertThat(Sm2.verify(pair.publicKey(), "ALICE", MESSAGE, signature)).isFalse();
  }

  @Test
  void digestsAlike() throws Exception {
    assertThat(openssl(MESSAGE, "dgst -sm3 -r").words()).startsWith(Digest.sm3(MESSAGE));
    assertThat(openssl(MESSAGE, "dgst -sm3 -r -hmac secret").words())
        .startsWith(Digest.hmacSm3("secret", new String(MESSAGE, StandardCharsets.UTF_8)));
  }

  @Test
  void decryptsWhatWeEncrypted() throws Exception {
    var vector = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
    var sealed = Sm4.encrypt(KEY, vector, MESSAGE);

    assertThat(Arrays.copyOf(sealed, Sm4.BLOCK)).isEqualTo(vector);
    var plain =
        openssl(
            Arrays.copyOfRange(sealed, Sm4.BLOCK, sealed.length),
            "enc -d -sm4-cbc -K " + KEY + " -iv " + HEX.formatHex(vector));
    assertThat(plain.output()).isEqualTo(MESSAGE);
  }

  @Test
  void encryptsWhatWeDecrypt() throws Exception {
    var vector = "0f0e0d0c0b0a09080706050403020100";
    var cipher = openssl(MESSAGE, "enc -sm4-cbc -K " + KEY + " -iv " + vector).output();

    var sealed = HEX.parseHex(vector + HEX.formatHex(cipher));

    assertThat(Sm4.decrypt(KEY, sealed)).contains(MESSAGE);
  }

  private Said verify() throws Exception {
    return run(
        new byte[0],
        "pkeyutl -verify -rawin -digest sm3 -in message -sigfile signature.der -pubin"
            + " -inkey public.der -keyform DER -pkeyopt distid:"
            + ID);
  }

  private Said openssl(byte[] input, String arguments) throws Exception {
    var said = run(input, arguments);
    assertThat(said.code).as(said.words()).isZero();
    return said;
  }

  private Said run(byte[] input, String arguments) throws Exception {
    var command = Stream.concat(Stream.of("openssl"), List.of(arguments.split(" ")).stream());
    Process process;
    try {
      process =
          new ProcessBuilder(command.toList())
              .directory(folder.toFile())
              .redirectError(folder.resolve("errors").toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError("this test needs the command openssl 3 (apt install openssl)", e);
    }
    try (var in = process.getOutputStream()) {
      new ByteArrayInputStream(input).transferTo(in);
    }
    var output = all(process.getInputStream());
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), output, Files.readString(folder.resolve("errors")));
  }

  private static byte[] all(InputStream stream) throws IOException {
    var bytes = new ByteArrayOutputStream();
    stream.transferTo(bytes);
    return bytes.toByteArray();
  }

  private void write(String name, String hex) throws IOException {
    Files.write(folder.resolve(name), HEX.parseHex(hex));
  }

  private record Said(int code, byte[] output, String errors) {
    String words() {
      return new String(output, StandardCharsets.UTF_8) + errors;
    }
  }
}
