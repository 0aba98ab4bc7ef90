package org.lianbao.mapping;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/** Bytes to text and back, without ever replacing a character by a question mark. */
final class Strict {

  private static final String MARK = "\uFEFF";

  private Strict() {}

  /**
   * Decodes, leaving out a byte order mark.
   *
   * @throws MappingFault naming line, character and offset of the first byte that is not of the
   *     character set
   */
  static String decode(byte[] bytes, Charset charset) {
    var decoder = decoder(charset);
    var in = ByteBuffer.wrap(bytes);
    var out =
        CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 2);
    var result = decoder.decode(in, out, true);
    if (!result.isError()) {
      result = decoder.flush(out);
    }
    if (result.isError()) {
      throw new MappingFault(place(out.flip().toString(), in.position(), charset));
    }
    var text = out.flip().toString();
    return text.startsWith(MARK) ? text.substring(1) : text;
  }

  private static String place(String before, int offset, Charset charset) {
    var line = 1 + before.chars().filter(c -> c == '\n').count();
    var start = before.lastIndexOf('\n') + 1;
    var character = 1 + before.codePointCount(start, before.length());
    return "第 %d 行第 %d 个字符（偏移 %d 字节）不是 %s 编码 / line %d, character %d (byte offset %d) is not valid %s"
        .formatted(
            line, character, offset, charset.name(), line, character, offset, charset.name());
  }

  /** Whether all bytes are of the character set. */
  static boolean decodes(byte[] bytes, Charset charset) {
    return invalidAt(bytes, charset) < 0;
  }

  /** The offset of the first byte that is not of the character set; -1 if all are. */
  static int invalidAt(byte[] bytes, Charset charset) {
    var decoder = decoder(charset);
    var in = ByteBuffer.wrap(bytes);
    var out =
        CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 2);
    return decoder.decode(in, out, true).isError() || decoder.flush(out).isError()
        ? in.position()
        : -1;
  }

  /**
   * Encodes.
   *
   * @throws MappingFault naming the place and code point of the first character the set lacks
   */
  static byte[] encode(String text, Charset charset) {
    var encoder =
        charset
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = CharBuffer.wrap(text);
    try {
      var out = encoder.encode(in);
      return Arrays.copyOf(out.array(), out.limit());
    } catch (CharacterCodingException e) {
      var at = Math.min(in.position(), text.length() - 1);
      throw new MappingFault(
          "character %d of the text (U+%04X) cannot be written in %s"
              .formatted(at + 1, text.codePointAt(at), charset.name()),
          e);
    }
  }

  /** How many of the first bytes are a byte order mark. */
  static int markLength(byte[] bytes, Charset charset) {
    if (!charset.canEncode()) {
      return 0;
    }
    var encoder = charset.newEncoder();
    if (!encoder.canEncode(MARK)) {
      return 0;
    }
    var mark = MARK.getBytes(charset);
    var starts =
        bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    return starts ? mark.length : 0;
  }

  private static CharsetDecoder decoder(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }
}
