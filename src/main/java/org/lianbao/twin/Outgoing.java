package org.lianbao.twin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.lianbao.shared.Digest;

/**
 * One message of the partner, ready to go.
 *
 * @param example it was made of
 * @param status of an HTTP answer
 * @param file the name of the file it goes into; {@code null} where none was given
 * @param marker the text of the marker file, in which {@code {sm3}} stands for the digest of the
 *     body; {@code null} where none was given
 */
record Outgoing(
    String example,
    int status,
    String contentType,
    byte[] body,
    Charset charset,
    Map<String, String> headers,
    String file,
    String marker) {

  private static final String DIGEST = "{sm3}";
  private static final Charset OTHER = Charset.forName("GB18030");

  /** With the digest of the bytes as they are, whatever is wrong with them. */
  @Override
  public String marker() {
    return marker == null ? null : marker.replace(DIGEST, Digest.sm3(body));
  }

  /** Whether nobody who reads strictly takes the bytes of another character set for a text. */
  boolean isGarbledByAnotherSet() {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(mojibake().body));
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }

  /** Cut off in the middle, as by a partner that died while writing. */
  Outgoing half() {
    return with(Arrays.copyOf(body, body.length / 2));
  }

  /** The same text in the bytes of another character set than the agreed one. */
  Outgoing mojibake() {
    var wrong = charset.equals(StandardCharsets.UTF_8) ? OTHER : StandardCharsets.UTF_8;
    return with(new String(body, charset).getBytes(wrong));
  }

  private Outgoing with(byte[] other) {
    return new Outgoing(example, status, contentType, other, charset, headers, file, marker);
  }
}
