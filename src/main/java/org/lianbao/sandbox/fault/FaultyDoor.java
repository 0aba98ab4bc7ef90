package org.lianbao.sandbox.fault;

import java.io.IOException;
import org.lianbao.sandbox.web.Endpoint;
import org.lianbao.sandbox.web.Guard;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;

/** What goes wrong with everything a simulator answers over HTTP. */
public record FaultyDoor(Faulty simulator, Faults faults) implements Guard {

  /** Neither UTF-8 nor GB18030, JSON, XML or a form. */
  private static final byte[] GARBAGE = {'{', '<', (byte) 0xff, (byte) 0xfe, 0, (byte) 0xff, '%'};

  /** Bytes that no partner can have meant. */
  public static byte[] garbage() {
    return GARBAGE.clone();
  }

  @Override
  public Reply answer(Request request, Endpoint endpoint) throws IOException {
    if (faults.has(FaultKind.DOWN)) {
      return Reply.NONE;
    }
    faults.dawdle();
    if (faults.fails()) {
      return simulator.busy();
    }
    var reply = endpoint.answer(request);
    if (faults.loses(request.path())) {
      return Reply.NONE;
    }
    return faults.has(FaultKind.GARBAGE)
        ? new Reply(reply.status(), reply.contentType(), garbage())
        : reply;
  }
}
