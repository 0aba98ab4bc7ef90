package org.lianbao.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.camel.Message;
import org.lianbao.mapping.MappingFault;

/**
 * Stands where the body of a message was that the hub does not take: one larger than the bound, or
 * one that is no bytes and no text. The first mapping that would read it finds this instead, so
 * that the route refuses the message as it refuses any other.
 */
record Withheld(String why) {

  /** The body's bytes, or this; never more than {@code largest} bytes are held. */
  static Object orBytes(Message message, int largest) {
    if (message.getBody() instanceof Withheld withheld) {
      return withheld;
    }
    try (var body = message.getBody(InputStream.class)) {
      var bytes = body == null ? new byte[0] : body.readNBytes(largest + 1);
      return bytes.length > largest ? new Withheld(tooLarge(largest)) : bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("the message cannot be read", e);
    }
  }

  /** Of a message that holds a Java object, a map or the like, none of which is brought to life. */
  static Withheld neitherTextNorBytes() {
    return new Withheld("报文既不是文本也不是字节 / the message is neither text nor bytes");
  }

  /** The refusal of what is too large, for people. */
  static String tooLarge(int largest) {
    return "报文超过上限 %d 字节 / the message is larger than %d bytes".formatted(largest, largest);
  }

  MappingFault fault() {
    return new MappingFault(why);
  }
}
