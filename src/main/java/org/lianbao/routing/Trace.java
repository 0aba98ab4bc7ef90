package org.lianbao.routing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.MDC;

/** Puts case number, partner and trace id on every log line of an exchange. */
final class Trace {

  private Trace() {}

  /** The trace id of this thread's work, or a new one. */
  static String current() {
    var known = MDC.get("traceId");
    if (known != null) {
      return known;
    }
    var bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Adds the case, once it is known, to lines that {@link #label} has labelled already. */
  static void concern(String caseNo) {
    MDC.put("caseNo", caseNo);
  }

  /** Labels this thread's log lines until the exchange is done. */
  static void label(Exchange exchange, String partner, String caseNo, String traceId) {
    MDC.put("partner", partner);
    MDC.put("traceId", traceId);
    if (caseNo != null) {
      MDC.put("caseNo", caseNo);
    }
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                MDC.remove("partner");
                MDC.remove("traceId");
                MDC.remove("caseNo");
              }
            });
  }
}
