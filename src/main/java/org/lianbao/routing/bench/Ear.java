package org.lianbao.routing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.ExchangeHelper;
import org.lianbao.shared.Json;

/** Hears what leaves the bench and what comes back, message by message. */
final class Ear extends EventNotifierSupport {

  private static final Set<String> INSIDE = Set.of("direct", "map", "bean", "log");

  private final Map<String, Map<String, Attempt.Wire>> byExchange = new LinkedHashMap<>();

  @Override
  public void notify(CamelEvent event) throws IOException {
    if (event instanceof ExchangeSendingEvent sending
        && outside(sending.getEndpoint().getEndpointBaseUri())) {
      var uri = sending.getEndpoint().getEndpointBaseUri();
      keep(sending.getExchange(), uri, bytes(sending.getExchange()), new byte[0]);
    } else if (event instanceof ExchangeSentEvent sent
        && outside(sent.getEndpoint().getEndpointBaseUri())
        && sent.getEndpoint().getEndpointBaseUri().startsWith("http")) {
      var answer = sent.getExchange().isFailed() ? new byte[0] : bytes(sent.getExchange());
      keep(sent.getExchange(), sent.getEndpoint().getEndpointBaseUri(), null, answer);
    }
  }

  private static boolean outside(String uri) {
    return uri != null && !INSIDE.contains(uri.substring(0, Math.max(0, uri.indexOf(':'))));
  }

  /** The body whole; a stream is read and put back as bytes, for the next step needs it too. */
  private static byte[] bytes(Exchange exchange) throws IOException {
    var message = exchange.getMessage();
    if (message.getBody() instanceof JsonNode rows) {
      return Json.write(rows).getBytes(StandardCharsets.UTF_8);
    }
    if (message.getBody() instanceof InputStream stream) {
      message.setBody(stream.readAllBytes());
    }
    var bytes = message.getBody(byte[].class);
    return bytes == null ? new byte[0] : bytes.clone();
  }

  private synchronized void keep(Exchange exchange, String uri, byte[] body, byte[] answer) {
    var step = ExchangeHelper.getRouteId(exchange);
    var at = exchange.getExchangeExtension().getHistoryNodeId();
    var id = at == null ? String.valueOf(step) : at;
    var wires = byExchange.computeIfAbsent(exchange.getExchangeId(), x -> new LinkedHashMap<>());
    var known = wires.get(id);
    var sent = body == null && known != null ? known.body() : body;
    wires.put(id, new Attempt.Wire(id, uri.replaceFirst("//[^/@]*@", "//"), orEmpty(sent), answer));
  }

  private static byte[] orEmpty(byte[] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }

  /** What this exchange sent; it is forgotten then. */
  synchronized List<Attempt.Wire> of(String exchangeId) {
    var wires = byExchange.remove(exchangeId);
    return wires == null ? List.of() : new ArrayList<>(wires.values());
  }
}
