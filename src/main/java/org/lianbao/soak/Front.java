package org.lianbao.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before several hubs: takes connections and passes each on to the next hub that takes
 * it. A connection to a hub that dies is cut, as a load balancer would.
 */
final class Front implements AutoCloseable {

  private static final int CONNECT_MS = 500;

  private final ServerSocket door;
  private final List<Integer> hubs;
  private final AtomicInteger next = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "front");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Opens the door.
   *
   * @param hubs the ports of the hubs
   */
  Front(List<Integer> hubs) throws IOException {
    this.hubs = hubs;
    this.door = new ServerSocket(FreePorts.next(), 256, InetAddress.getLoopbackAddress());
    threads.submit(this::serve);
  }

  int port() {
    return door.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        var caller = door.accept();
        threads.submit(() -> pass(caller));
      } catch (IOException e) {
        // Closed, or one caller was gone already.
      }
    }
  }

  private void pass(Socket caller) {
    try (caller;
        var hub = connect()) {
      caller.setTcpNoDelay(true);
      hub.setTcpNoDelay(true);
      var back = threads.submit(() -> pump(hub, caller));
      pump(caller, hub);
      back.get();
    } catch (Exception e) {
      // Both sides see their connection cut.
    }
  }

  private Socket connect() throws IOException {
    var first = next.getAndIncrement();
    for (var i = 0; ; i++) {
      var port = hubs.get(Math.floorMod(first + i, hubs.size()));
      var socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
        return socket;
      } catch (IOException e) {
        socket.close();
        if (i == hubs.size() - 1) {
          throw e;
        }
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      cut(from);
      cut(to);
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Cut already.
    }
  }
}
