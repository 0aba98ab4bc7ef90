package org.lianbao;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lianbao.shared.Sm2;
import org.lianbao.shared.Sm4;

/**
 * The {@code openssl} command of this machine, for SM2 under the usual id and SM4-CBC. Keys and
 * signatures are given as the hub writes them.
 */
public final class OpenSsl {

  /** What stands before the digits of an SM2 key in DER (RFC 5915, RFC 5280), and after. */
  private static final String PRIVATE_HEAD = "30310201010420";

  private static final String PRIVATE_TAIL = "a00a06082a811ccf5501822d";
  private static final String PUBLIC_HEAD =
      "3059301306072a8648ce3d020106082a811ccf5501822d03420004";
  private static final HexFormat HEX = HexFormat.of();
  private static final String SM2 =
      " -rawin -digest sm3 -in message -keyform DER -pkeyopt distid:" + Sm2.DEFAULT_ID;

  private final Path folder;

  public OpenSsl(Path folder) {
    this.folder = folder;
  }

  public boolean verifies(String publicKey, byte[] message, String signature) throws Exception {
    write("public.der", PUBLIC_HEAD + publicKey);
    write("signature.der", Sm2.toDer(signature).orElseThrow());
    Files.write(folder.resolve("message"), message);
    var arguments = "pkeyutl -verify -sigfile signature.der -pubin -inkey public.der" + SM2;
    return run(arguments, new byte[0]).code == 0;
  }

  public String sign(String privateKey, byte[] message) throws Exception {
    write("private.der", PRIVATE_HEAD + privateKey + PRIVATE_TAIL);
    Files.write(folder.resolve("message"), message);
    var der = output("pkeyutl -sign -inkey private.der" + SM2, new byte[0]);
    return Sm2.fromDer(HEX.formatHex(der)).orElseThrow();
  }

  /** The plain text of a vector and the ciphertext after it. */
  public byte[] decrypt(String key, byte[] vectorAndCipher) throws Exception {
    var vector = HEX.formatHex(vectorAndCipher, 0, Sm4.BLOCK);
    var cipher = Arrays.copyOfRange(vectorAndCipher, Sm4.BLOCK, vectorAndCipher.length);
    return output("enc -d -sm4-cbc -K " + key + " -iv " + vector, cipher);
  }

  /** The vector and the ciphertext after it. */
  public byte[] encrypt(String key, String vector, byte[] plain) throws Exception {
    var cipher = output("enc -sm4-cbc -K " + key + " -iv " + vector, plain);
    return HEX.parseHex(vector + HEX.formatHex(cipher));
  }

  /** What a command prints. */
  public String text(String arguments, byte[] input) throws Exception {
    return new String(output(arguments, input), StandardCharsets.UTF_8);
  }

  private byte[] output(String arguments, byte[] input) throws Exception {
    var said = run(arguments, input);
    if (said.code != 0) {
      throw new AssertionError("openssl " + arguments + ": " + said.errors);
    }
    return said.output;
  }

  private Said run(String arguments, byte[] input) throws Exception {
    var process = start(arguments);
    try (var in = process.getOutputStream()) {
      in.write(input);
    }
    var output = process.getInputStream().readAllBytes();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("openssl does not end");
    }
    return new Said(process.exitValue(), output, Files.readString(folder.resolve("errors")));
  }

  private Process start(String arguments) {
    var command = Stream.concat(Stream.of("openssl"), List.of(arguments.split(" ")).stream());
    try {
      return new ProcessBuilder(command.toList())
          .directory(folder.toFile())
          .redirectError(folder.resolve("errors").toFile())
          .start();
    } catch (IOException e) {
      throw new AssertionError("this test needs the command openssl 3 (apt install openssl)", e);
    }
  }

  private void write(String name, String hex) throws IOException {
    Files.write(folder.resolve(name), HEX.parseHex(hex));
  }

  private record Said(int code, byte[] output, String errors) {}
}
