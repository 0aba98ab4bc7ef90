package org.lianbao.routing.tables;

import java.util.UUID;
import org.lianbao.shared.Digest;

/**
 * Keys of the rows we write: UUIDs made of what a row is, so that the same row pushed again has the
 * same key. Like RFC 9562 version 5, but over SM3, so marked as version 8.
 */
final class RowKey {

  private RowKey() {}

  static String of(String orderNo, String table, int revision, String identity, int edition) {
    return uuid(String.join("\n", orderNo, table, "" + revision, identity, "" + edition));
  }

  /** The key of the copy that takes a row back. */
  static String invalid(String key) {
    return uuid("invalid\n" + key);
  }

  private static String uuid(String name) {
    var hex = Digest.sm3(name);
    var high = Long.parseUnsignedLong(hex.substring(0, 16), 16) & 0xffffffffffff0fffL | 0x8000L;
    var low =
        Long.parseUnsignedLong(hex.substring(16, 32), 16) & 0x3fffffffffffffffL
            | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
