package org.lianbao.sandbox.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads bytes as text and refuses what is not in the charset, instead of replacing it. */
public final class StrictText {

  /** What the heating company writes; the JDK knows the edition of 2022. */
  public static final Charset GB18030 = Charset.forName("GB18030");

  private StrictText() {}

  /**
   * The text of the bytes.
   *
   * @throws CharacterCodingException if a byte does not belong to the charset
   */
  public static String read(byte[] bytes, Charset charset) throws CharacterCodingException {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  /** The text of the bytes in UTF-8, strictly. */
  public static String utf8(byte[] bytes) throws CharacterCodingException {
    return read(bytes, StandardCharsets.UTF_8);
  }
}
