package org.lianbao.sandbox.county;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.jms.BrokerAccount;
import org.lianbao.sandbox.jms.BrokerLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The county's queues on the hub's broker: applications out and their answers in, statuses in. A
 * status is taken off its queue once it is kept.
 */
final class CountyQueues implements CountyLine {

  static final String APPLY = "GGXT.BZ.APPLY";
  static final String REPLY = "GGXT.BZ.REPLY";
  static final String STATUS = "GGXT.BZ.STATUS";

  private static final Logger LOG = LoggerFactory.getLogger(CountyQueues.class);
  private static final String METHOD = "JMS";
  private static final long PATIENCE_SECONDS = 30;

  private final CountySignature signature;
  private final Keeper keeper;
  private final BrokerLink applications;
  private final BrokerLink statuses;
  private final Map<String, CompletableFuture<CountyPost.Answer>> awaited =
      new ConcurrentHashMap<>();

  CountyQueues(BrokerAccount account, CountySignature signature, Keeper keeper) {
    this.signature = signature;
    this.keeper = keeper;
    this.applications = new BrokerLink(account, REPLY, APPLY, this::answered);
    this.statuses = new BrokerLink(account, STATUS, this::told);
  }

  @Override
  public Set<FaultKind> faults() {
    // A queue takes no answer that could be garbled.
    return EnumSet.of(FaultKind.DOWN, FaultKind.SLOW, FaultKind.FLAKY, FaultKind.DUPLICATE);
  }

  @Override
  public void suffer(Faults faults) {
    applications.suffer(faults);
    statuses.suffer(faults);
  }

  @Override
  public void start() {
    applications.start();
    statuses.start();
  }

  @Override
  public CountyPost.Answer post(byte[] document) throws IOException, InterruptedException {
    var id = CountyPost.requestId(document);
    var answer = awaited.computeIfAbsent(id, any -> new CompletableFuture<>());
    try {
      applications.send(
          new String(document, StandardCharsets.UTF_8),
          signature.properties(METHOD, APPLY, document, id));
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (JMSException | ExecutionException | TimeoutException e) {
      throw new IOException("no answer on " + REPLY, e);
    } finally {
      awaited.remove(id);
    }
  }

  @Override
  public String destination() {
    return APPLY;
  }

  @Override
  public void close() {
    applications.close();
    statuses.close();
  }

  private void answered(Message message) throws JMSException {
    var status = message.getStringProperty("status");
    var answer = awaited.get(String.valueOf(message.getJMSCorrelationID()));
    // What nobody waits for any more is an answer given again.
    if (answer != null && message instanceof TextMessage text && status != null) {
      answer.complete(new CountyPost.Answer(Integer.parseInt(status), text.getText()));
    }
  }

  private void told(Message message) throws JMSException {
    if (!(message instanceof TextMessage text) || text.getText() == null) {
      LOG.warn("county: ignored a status that is not text");
      return;
    }
    var status = text.getText().getBytes(StandardCharsets.UTF_8);
    var properties = BrokerLink.properties(text, CountySignature.PROPERTIES);
    var fault = signature.fault(METHOD, STATUS, properties, status);
    if (fault.isPresent()) {
      LOG.warn("county: ignored a status: {}", fault.get());
      return;
    }
    var verdict = keeper.keep(status);
    if (!verdict.kept()) {
      LOG.warn("county: ignored a status: {} {}", verdict.code(), verdict.message());
    }
  }
}
