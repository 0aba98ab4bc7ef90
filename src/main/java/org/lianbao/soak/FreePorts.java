package org.lianbao.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports nobody listens on, below those that outgoing connections get: a server that is killed finds
 * its own free when it starts again.
 */
final class FreePorts {

  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private FreePorts() {}

  static int next() throws IOException {
    for (var attempt = 0; attempt < 200; attempt++) {
      var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (var socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        // Taken; another.
      }
    }
    throw new IOException("没有空闲端口 / no free port from " + FIRST + " to " + LAST);
  }
}
