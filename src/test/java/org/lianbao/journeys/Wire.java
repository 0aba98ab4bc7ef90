package org.lianbao.journeys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Bytes to the hub as they are, with no client in between that would put them right. */
record Wire(int port) {

  /** What somebody who waits in vain is told. */
  static final int UNANSWERED = -1;

  /** HTTP's own answer to a method that nobody knows. */
  private static final int METHOD_UNKNOWN = 501;

  private static final int VERSION_UNKNOWN = 505;

  /** Hung up on without an answer. */
  static final int HUNG_UP = 0;

  private static final int PATIENCE_MILLIS = 20_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([2-5]\\d\\d)");

  /**
   * What came back.
   *
   * @param status that of HTTP, {@link #UNANSWERED} or {@link #HUNG_UP}
   */
  record Answer(int status, String text) {

    boolean isFault() {
      return status >= 500 && status != METHOD_UNKNOWN && status != VERSION_UNKNOWN
          || status == UNANSWERED;
    }
  }

  static Wire to(Town town) {
    return new Wire(town.hubUrl().getPort());
  }

  Socket open() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** One request of these parts. */
  Answer ask(String method, String target, Map<String, String> headers, byte[] body) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Connection: close\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
    return send(head.toString().getBytes(StandardCharsets.UTF_8), body);
  }

  /** Whatever these bytes are to the hub. */
  Answer send(byte[]... parts) {
    try (var socket = open()) {
      try {
        var out = socket.getOutputStream();
        for (var part : parts) {
          out.write(part);
        }
        out.flush();
      } catch (IOException e) {
        // It has heard enough; what it said is still to be read.
      }
      return answer(socket);
    } catch (IOException e) {
      return new Answer(HUNG_UP, e.toString());
    }
  }

  /** What all of them are told; whoever waits for longer than all together may is unanswered. */
  static List<Answer> answers(List<Socket> crowd) {
    var latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    var answers = new ArrayList<Answer>();
    for (var socket : crowd) {
      var left = TimeUnit.NANOSECONDS.toMillis(latest - System.nanoTime());
      try {
        socket.setSoTimeout((int) Math.max(1, left));
      } catch (SocketException e) {
        // Hung up on already; what it was told is still to be read.
      }
      answers.add(answer(socket));
    }
    return answers;
  }

  /** Reads to the end. */
  static Answer answer(Socket socket) {
    var bytes = new ByteArrayOutputStream();
    var end = HUNG_UP;
    try {
      socket.getInputStream().transferTo(bytes);
    } catch (SocketTimeoutException e) {
      end = UNANSWERED;
    } catch (IOException e) {
      // Hung up on, with or without an answer.
    }
    var text = bytes.toString(StandardCharsets.UTF_8);
    var status = STATUS.matcher(text);
    return new Answer(status.find() ? Integer.parseInt(status.group(1)) : end, text);
  }
}
