package org.lianbao.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The TCP ports of a hub and its sandbox, all from the hub's own: the well-known ones for 8080,
 * else neighbours of it, so that two hubs never meet.
 */
record Ports(
    int http, int management, int broker, int sandboxHttp, int sandboxSftp, int sandboxDb) {

  static final int DEFAULT = 8080;
  private static final int LAST = 65_535 - 12;

  static Ports of(int port) {
    if (port < 1 || port > LAST) {
      throw new CommandFailure("--port must be from 1 to " + LAST);
    }
    return port == DEFAULT
        ? new Ports(port, port + 1, 61_616, 8_090, 8_022, 8_093)
        : new Ports(port, port + 1, port + 2, port + 10, port + 11, port + 12);
  }

  /** As the hub's settings. */
  Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("server.port", Integer.toString(http));
    settings.put("management.server.port", Integer.toString(management));
    settings.put("lianbao.broker.port", Integer.toString(broker));
    settings.put("lianbao.sandbox.http-port", Integer.toString(sandboxHttp));
    settings.put("lianbao.sandbox.sftp-port", Integer.toString(sandboxSftp));
    settings.put("lianbao.sandbox.db-port", Integer.toString(sandboxDb));
    return settings;
  }

  /** Fails if another program listens on one of the hub's. */
  void requireHubFree() {
    requireFree(http, "the hub / 枢纽");
    requireFree(management, "health / 健康检查");
    requireFree(broker, "the broker / 消息队列");
  }

  /** Fails if another program listens on one of the sandbox's. */
  void requireSandboxFree() {
    requireFree(sandboxHttp, "the sandbox / 仿真系统");
    requireFree(sandboxSftp, "the sandbox's SFTP / 仿真 SFTP");
    requireFree(sandboxDb, "the sandbox's database / 仿真前置库");
  }

  private static void requireFree(int port, String purpose) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new CommandFailure(
          "端口被占用 / port %d (%s) is taken by another program → stop that, or choose other ports with --port N"
              .formatted(port, purpose));
    }
  }
}
