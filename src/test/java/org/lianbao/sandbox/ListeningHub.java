package org.lianbao.sandbox;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lianbao.sandbox.web.Endpoint;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;

/** The hub's side of the wire: it keeps what it is sent and answers as it is told to. */
final class ListeningHub implements AutoCloseable {

  final List<Request> heard = new CopyOnWriteArrayList<>();
  private final WebDoor door;
  private volatile Endpoint answer;

  ListeningHub(String path, Endpoint answer) throws IOException {
    this.answer = answer;
    door = WebDoor.bind(0);
    door.open(path, this::hear);
    door.start();
  }

  void answer(Endpoint other) {
    answer = other;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + door.port());
  }

  private Reply hear(Request request) throws IOException {
    heard.add(request);
    return answer.answer(request);
  }

  @Override
  public void close() {
    door.close();
  }
}
