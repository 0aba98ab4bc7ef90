package org.lianbao.journeys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.interceptor.StaxOutInterceptor;
import org.apache.cxf.io.CachedOutputStream;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.lianbao.shared.Digest;

/** The digest in the header of each envelope, over the very text that CXF writes or has read. */
final class Digests {

  /** What stands in the place of the digest until the body is written. */
  static final String PLACE = "0";

  volatile String secret = "";

  AbstractPhaseInterceptor<Message> checking() {
    return new AbstractPhaseInterceptor<>(Phase.RECEIVE) {
      @Override
      public void handleMessage(Message message) {
        try {
          var bytes = message.getContent(InputStream.class).readAllBytes();
          var envelope = new String(bytes, StandardCharsets.UTF_8);
          if (!envelope.contains("<ZY>" + digest(envelope) + "</ZY>")) {
            throw new Fault(new IllegalArgumentException("ZY"));
          }
          message.setContent(InputStream.class, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
          throw new Fault(e);
        }
      }
    };
  }

  AbstractPhaseInterceptor<Message> signing() {
    return new Signing();
  }

  private String digest(String envelope) {
    var from = envelope.indexOf("<soapenv:Body>") + "<soapenv:Body>".length();
    return Digest.sm3(secret + envelope.substring(from, envelope.indexOf("</soapenv:Body>")));
  }

  private final class Signing extends AbstractPhaseInterceptor<Message> {

    Signing() {
      super(Phase.PRE_STREAM);
      addBefore(StaxOutInterceptor.class.getName());
    }

    @Override
    public void handleMessage(Message message) {
      var wire = message.getContent(OutputStream.class);
      try (var written = new Kept()) {
        message.setContent(OutputStream.class, written);
        message.getInterceptorChain().doIntercept(message);
        written.flush();
        var envelope = new String(written.getBytes(), StandardCharsets.UTF_8);
        var signed =
            envelope.replace("<ZY>" + PLACE + "</ZY>", "<ZY>" + digest(envelope) + "</ZY>");
        message.setContent(OutputStream.class, wire);
        wire.write(signed.getBytes(StandardCharsets.UTF_8));
        wire.close();
      } catch (IOException e) {
        throw new Fault(e);
      }
    }
  }

  /** Stays readable though the rest of the chain closes it. */
  private static final class Kept extends CachedOutputStream {

    @Override
    public void close() {}
  }
}
