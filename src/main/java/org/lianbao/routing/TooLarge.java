package org.lianbao.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.camel.Message;
import org.lianbao.mapping.MappingFault;

/**
 * Stands where the body of a message was that is larger than the hub takes. The first mapping that
 * would read it finds this instead, so that the route refuses the message as it refuses any other.
 */
record TooLarge(int largest) {

  /** The body's bytes, or this; never more than {@code largest} bytes are held. */
  static Object orBytes(Message message, int largest) {
    try (var body = message.getBody(InputStream.class)) {
      var bytes = body == null ? new byte[0] : body.readNBytes(largest + 1);
      return bytes.length > largest ? new TooLarge(largest) : bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("the message cannot be read", e);
    }
  }

  /** The refusal, for people. */
  static String words(int largest) {
    return "报文超过上限 %d 字节 / the message is larger than %d bytes".formatted(largest, largest);
  }

  MappingFault fault() {
    return new MappingFault(words(largest));
  }
}
