package org.lianbao.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.lianbao.callbacks.Inbox;
import org.lianbao.callbacks.Polls;
import org.lianbao.cases.Cases;
import org.lianbao.delivery.Deliveries;
import org.lianbao.delivery.Dispatch;
import org.lianbao.delivery.Outcome;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What the shared steps {@code direct:hub.*} of {@code routes/_shared} do. */
@Component("hubSteps")
public class Steps {

  /** The order an exchange is about, as mappings see it in {@code $order}. */
  public static final String ORDER = "order";

  /** The exchange property with the order's kind, for routes that send some kinds another way. */
  private static final String KIND = "kind";

  /** How many rows of a message the partner must mend; a number. */
  public static final String REJECTED = "rejected";

  /** How many things a message said that wait for a meaning or an order; a number. */
  public static final String WAITING = "waiting";

  /** Why a message could not be read or trusted, if it was not. */
  public static final String UNREADABLE = "reason";

  /** Whether an application was accepted; TRUE, FALSE, or absent where there was none. */
  public static final String ACCEPTED = "lianbao.accepted";

  /** Whether the hub asked for what it got, so that only news is kept; TRUE or absent. */
  public static final String ASKED = "lianbao.asked";

  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
  static final String DISPATCH = "lianbao.dispatch";
  private static final String STARTED = "lianbao.started";
  private static final String MESSAGE = "lianbao.message";
  private static final String PLACE = "place";
  private static final int POLLED_AT_ONCE = 100;

  private final Deliveries deliveries;
  private final Inbox inbox;
  private final Asked asked;
  private final Polls polls;
  private final Clock clock;
  private final InboundSettings inbound;

  @Autowired
  Steps(
      Deliveries deliveries,
      Inbox inbox,
      Cases cases,
      Polls polls,
      Clock clock,
      InboundSettings inbound) {
    this(deliveries, inbox, cases::unfinished, polls, clock, inbound);
  }

  /** The steps with somebody else's record of what a partner has not finished. */
  public Steps(
      Deliveries deliveries,
      Inbox inbox,
      Asked asked,
      Polls polls,
      Clock clock,
      InboundSettings inbound) {
    this.deliveries = deliveries;
    this.inbox = inbox;
    this.asked = asked;
    this.polls = polls;
    this.clock = clock;
    this.inbound = inbound;
  }

  /** Tells which orders a partner that is polled has to be asked about. */
  @FunctionalInterface
  public interface Asked {

    /** As {@link Cases#unfinished}. */
    List<Cases.OrderOfCase> unfinished(String partner, int limit);
  }

  /**
   * Takes an order from the partner's queue: the body becomes the order document, all headers go.
   * An order whose lease has run out is dropped, since it is on its way again already.
   */
  public void take(Exchange exchange) {
    var dispatch = JmsOutbox.taken(exchange, partner(exchange));
    Trace.label(
        exchange,
        dispatch.partner(),
        dispatch.caseNo(),
        exchange.getIn().getHeader("traceId", String.class));
    if (!deliveries.mayGo(dispatch)) {
      LOG.info(
          "order {} lay too long in its queue; its next attempt is under way", dispatch.orderNo());
      exchange.setRouteStop(true);
      return;
    }
    var order = Json.read(dispatch.content(), JsonNode.class);
    exchange.setProperty(DISPATCH, dispatch);
    exchange.setProperty(STARTED, clock.now());
    exchange.setProperty(ORDER, order);
    exchange.setProperty(KIND, order.path("kind").asText());
    exchange.getIn().removeHeaders("*");
    exchange.getIn().setBody(order);
  }

  /** Settles the order by the body, a receipt {@code {outcome, partnerRef?, code?, reason?}}. */
  public void settle(Exchange exchange) {
    var receipt = exchange.getMessage().getBody(JsonNode.class);
    settle(exchange, Receipts.outcome(receipt));
  }

  /** Settles the order by the failure that ended its route. */
  public void fail(Exchange exchange) {
    var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    var outcome = Failures.outcome(failure);
    if (outcome.fault() == Outcome.Fault.FILE) {
      LOG.info("the order waits: {}", outcome.reason());
    } else {
      LOG.warn("attempt failed ({}): {}", outcome.failure(), outcome.reason());
    }
    settle(exchange, outcome);
  }

  private void settle(Exchange exchange, Outcome outcome) {
    deliveries.settle(
        exchange.getProperty(DISPATCH, Dispatch.class),
        exchange.getProperty(STARTED, Instant.class),
        outcome);
  }

  /**
   * Keeps the raw message aside, to be archived in the commit that records what it says. Mappings
   * see {@code $headers} without those of Camel, and {@code file-name} and {@code remote-address}
   * as the hub itself knows them. The property {@code place} says where a file goes when its route
   * has ended: {@code done}, or {@code bad} if the message was refused.
   */
  public void archive(Exchange exchange) {
    var in = exchange.getMessage();
    var body = Withheld.orBytes(in, inbound.largestBytes());
    var known = exchange.getProperty(ORDER, JsonNode.class);
    Trace.label(
        exchange,
        partner(exchange),
        known == null ? null : known.path("caseNo").asText(null),
        Trace.current());
    var fileName = in.getHeader(Exchange.FILE_NAME_ONLY, String.class);
    exchange.setProperty(
        MESSAGE,
        new Inbox.Message(
            partner(exchange),
            exchange.getFromRouteId(),
            clock.now(),
            in.getHeader(Exchange.CONTENT_TYPE, String.class),
            body instanceof byte[] raw ? raw : new byte[0],
            fileName,
            asked(exchange)));
    var request = in.getHeader("CamelHttpServletRequest", HttpServletRequest.class);
    in.removeHeaders("Camel*");
    know(in, "file-name", fileName);
    know(in, "remote-address", request == null ? null : request.getRemoteAddr());
    exchange.setProperty(PLACE, "done");
    polls.answered(exchange.getFromRouteId());
    in.setBody(body);
  }

  /** A header that only the hub may set, whatever the sender wrote there. */
  private static void know(Message in, String header, String value) {
    in.removeHeader(header);
    if (value != null) {
      in.setHeader(header, value);
    }
  }

  private static boolean asked(Exchange exchange) {
    return exchange.getProperty(ASKED, false, boolean.class)
        || "scheduler".equals(exchange.getFromEndpoint().getEndpointBaseUri().split(":")[0]);
  }

  /** Records what the mapped message says; the body becomes the rows the partner must mend. */
  public void record(Exchange exchange) {
    var items = exchange.getMessage().getBody(JsonNode.class);
    var message = exchange.getProperty(MESSAGE, Inbox.Message.class);
    var list = items.isArray() ? items : listOf(items);
    var receipt = inbox.record(message, list);
    if (receipt.caseNos().size() == 1) {
      Trace.concern(receipt.caseNos().get(0));
    }
    if (receipt.recorded() + receipt.waiting() + receipt.rejected().size() > 0) {
      polls.news(message.channel());
      LOG.info(
          "{}: {} recorded, {} repeated, {} waiting, {} rejected",
          message.channel(),
          receipt.recorded(),
          receipt.repeated(),
          receipt.waiting(),
          receipt.rejected().size());
    }
    exchange.setProperty(REJECTED, receipt.rejected().size());
    exchange.setProperty(WAITING, receipt.waiting());
    exchange.getMessage().setBody(Json.mapper().valueToTree(receipt.rejected()));
  }

  private static JsonNode listOf(JsonNode items) {
    var list = JsonNodeFactory.instance.arrayNode();
    if (items.isObject()) {
      list.add(items);
    }
    return list;
  }

  /** Archives a message that cannot be read, with the reason, which becomes the property reason. */
  public void archiveUnreadable(Exchange exchange) {
    var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    var reason = failure == null ? verdict(exchange) : failure.getMessage();
    var message = exchange.getProperty(MESSAGE, Inbox.Message.class);
    inbox.archive(message, reason, said(exchange));
    exchange.setProperty(PLACE, "bad");
    exchange.setProperty(UNREADABLE, reason);
    LOG.warn("{}: message archived, not recorded: {}", message.channel(), reason);
  }

  /** Whether the route's own verification knew the message. */
  private static Inbox.Verdict said(Exchange exchange) {
    if (!(exchange.getProperty("verdict") instanceof Map<?, ?> verdict)) {
      return Inbox.Verdict.NONE;
    }
    return Boolean.TRUE.equals(verdict.get("verified"))
        ? Inbox.Verdict.VERIFIED
        : Inbox.Verdict.REFUSED;
  }

  /** Why the route's own verification refused a message. */
  private static String verdict(Exchange exchange) {
    return exchange.getProperty("verdict") instanceof Map<?, ?> verdict
            && verdict.get("reason") instanceof String reason
        ? reason
        : "refused by the route";
  }

  /** The header {@code sm3} becomes the digest of the body's bytes. */
  public void digest(Exchange exchange) {
    var body = exchange.getMessage().getBody(byte[].class);
    exchange.getMessage().setBody(body);
    exchange.getMessage().setHeader("sm3", Digest.sm3(body));
  }

  /** Says in the log why an exchange failed that will be tried again anyway. */
  public void noteFailure(Exchange exchange) {
    var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    polls.failed(exchange.getFromRouteId());
    var outcome = Failures.outcome(failure);
    LOG.warn("{}: {} ({})", exchange.getFromRouteId(), outcome.reason(), outcome.code());
  }

  /** The body becomes the orders this partner has but has not finished, for routes that poll. */
  public void unfinished(Exchange exchange) {
    List<JsonNode> orders =
        asked.unfinished(partner(exchange), POLLED_AT_ONCE).stream()
            .map(order -> (JsonNode) Json.mapper().valueToTree(order))
            .toList();
    exchange.getMessage().setBody(orders);
  }

  /** The body, an order of {@link #unfinished}, becomes what mappings see in {@code $order}. */
  public void concern(Exchange exchange) {
    exchange.setProperty(ORDER, exchange.getMessage().getBody(JsonNode.class));
  }

  /** A route belongs to the partner that its group names. */
  static String partner(Exchange exchange) {
    return exchange.getContext().getRoute(exchange.getFromRouteId()).getGroup();
  }
}
