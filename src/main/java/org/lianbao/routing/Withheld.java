package org.lianbao.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.lianbao.mapping.MappingFault;

/**
 * Stands where the body of a message was that the hub does not take: one larger than the bound, or
 * one that is no bytes and no text. The first mapping that would read it finds this instead, so
 * that the route refuses the message as it refuses any other.
 */
record Withheld(String why) {

  /** The body's bytes, or this; never more than {@code largest} bytes are held. */
  static Object orBytes(Message message, int largest) {
    try (var body = stream(message)) {
      if (body == null) {
        return new byte[0];
      }
      var bytes = body.readNBytes(largest + 1);
      return bytes.length > largest ? new Withheld(tooLarge(largest)) : bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("the message cannot be read", e);
    } catch (RuntimeCamelException e) {
      // A Java object, say, which is never brought to life.
      return new Withheld("报文既不是文本也不是字节 / the message is neither text nor bytes");
    }
  }

  private static InputStream stream(Message message) {
    return message.getBody() == null ? null : message.getBody(InputStream.class);
  }

  /** The refusal of what is too large, for people. */
  static String tooLarge(int largest) {
    return "报文超过上限 %d 字节 / the message is larger than %d bytes".formatted(largest, largest);
  }

  MappingFault fault() {
    return new MappingFault(why);
  }
}
