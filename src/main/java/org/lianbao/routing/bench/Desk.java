package org.lianbao.routing.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianbao.callbacks.Inbox;
import org.lianbao.callbacks.Polls;
import org.lianbao.cases.Cases.OrderOfCase;
import org.lianbao.delivery.Deliveries;
import org.lianbao.delivery.Dispatch;
import org.lianbao.delivery.Outcome;

/** What the hub would keep in its database, kept in memory: outcomes, messages heard. */
final class Desk implements Deliveries, Inbox, Polls {

  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final List<OrderOfCase> delivered = new ArrayList<>();
  private final List<Heard> heard = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  @Override
  public boolean mayGo(Dispatch dispatch) {
    return true;
  }

  @Override
  public void queuesLost() {
    // What is put to the test lies in no queue.
  }

  @Override
  public synchronized void settle(Dispatch dispatch, Instant startedAt, Outcome outcome) {
    outcomes.put(dispatch.orderNo(), outcome);
    if (outcome.kind() == Outcome.Kind.DELIVERED
        && delivered.stream().noneMatch(it -> it.orderNo().equals(dispatch.orderNo()))) {
      delivered.add(
          new OrderOfCase(
              dispatch.orderNo(),
              dispatch.caseNo(),
              dispatch.partner(),
              "",
              dispatch.kind(),
              outcome.partnerRef()));
    }
  }

  synchronized Outcome outcome(String orderNo) {
    return outcomes.remove(orderNo);
  }

  synchronized List<OrderOfCase> unfinished(String partner, int limit) {
    return List.copyOf(delivered.subList(Math.max(0, delivered.size() - limit), delivered.size()));
  }

  /** Orders that are over are asked about no more. */
  synchronized void forgetOrders() {
    delivered.clear();
  }

  synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** Nobody asks here how long a partner has said nothing. */
  @Override
  public List<Poll> all() {
    return List.of();
  }

  @Override
  public void begun(String route, String partner) {}

  @Override
  public void answered(String route) {}

  @Override
  public void news(String route) {}

  @Override
  public void failed(String route) {}

  @Override
  public synchronized Receipt record(Message message, JsonNode items) {
    heard.add(new Heard(message.channel(), message.raw(), items, null));
    var recorded = 0;
    var repeated = 0;
    var waiting = 0;
    var rejected = new ArrayList<Rejection>();
    for (var item : items) {
      if (item.has("reject")) {
        rejected.add(
            new Rejection(
                item.path("row").asInt(),
                item.path("orderNo").asText(null),
                item.path("reject").asText()));
      } else if (item.has("unmapped")) {
        waiting++;
      } else if (known.add(item.path("orderNo").asText() + item.path("eventId").asText())) {
        recorded++;
      } else {
        repeated++;
      }
    }
    return new Receipt(recorded, repeated, waiting, rejected, List.of());
  }

  @Override
  public synchronized void archive(Message message, String reason, Verdict verdict) {
    heard.add(
        new Heard(message.channel(), message.raw(), JsonNodeFactory.instance.arrayNode(), reason));
  }
}
