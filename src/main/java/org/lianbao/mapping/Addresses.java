package org.lianbao.mapping;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Network addresses against the list of those that are let in. */
final class Addresses {

  /** Numbers only: a name would be asked of the network. */
  private static final Pattern NUMERIC =
      Pattern.compile("\\d{1,3}([.]\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private Addresses() {}

  /**
   * Whether an address is in a list such as {@code 10.1.2.3, 10.1.4.0/24, ::1}.
   *
   * @throws MappingFault if an entry of the list is no address or network
   */
  static boolean within(String address, String list) {
    var asked = bytes(address);
    for (var entry : list.strip().split("[\\s,;]+")) {
      var slash = entry.indexOf('/');
      var network = bytes(slash < 0 ? entry : entry.substring(0, slash));
      if (network == null) {
        throw new MappingFault("$addressIn: an entry of the list is no address or network");
      }
      var bits = slash < 0 ? network.length * 8 : bits(entry.substring(slash + 1), network);
      if (asked != null && asked.length == network.length && agree(asked, network, bits)) {
        return true;
      }
    }
    return false;
  }

  private static boolean agree(byte[] one, byte[] other, int bits) {
    for (var bit = 0; bit < bits; bit++) {
      if ((one[bit / 8] >> (7 - bit % 8) & 1) != (other[bit / 8] >> (7 - bit % 8) & 1)) {
        return false;
      }
    }
    return true;
  }

  private static int bits(String text, byte[] network) {
    if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > network.length * 8) {
      throw new MappingFault("$addressIn: an entry of the list is no address or network");
    }
    return Integer.parseInt(text);
  }

  private static byte[] bytes(String address) {
    try {
      return NUMERIC.matcher(address).matches()
          ? InetAddress.getByName(address).getAddress()
          : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
