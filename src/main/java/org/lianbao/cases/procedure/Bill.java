package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.lianbao.cases.EventType;

/**
 * The one bill of a case (统一收费清单, S36), in yuan.
 *
 * @param no 1 for the first, more for each that took its place
 * @param items share of each service, in the order of the form
 */
public record Bill(int no, String billNo, List<Item> items) {

  /** Above this an amount is a slip of the pen. */
  private static final BigDecimal MOST = new BigDecimal("99999999999.99");

  public Bill {
    items = List.copyOf(items);
  }

  /** What one service costs. */
  public record Item(String service, BigDecimal amount) {}

  /**
   * The bill that the quotes make together: once every service that is still asked for is quoted
   * for. A utility stays out of it with {@code separateBill}, and so does one that was paid
   * already.
   */
  static Optional<Bill> due(CaseFile file, int no) {
    var items = new ArrayList<Item>();
    for (var order : file.connections().filter(it -> !it.lost()).toList()) {
      var quote = order.latest(EventType.QUOTE_ISSUED).map(Milestone::attributes);
      if (quote.filter(it -> it.path("separateBill").asBoolean()).isPresent() || settled(order)) {
        continue;
      }
      var amount = quote.flatMap(it -> amount(it.path("amount")));
      if (amount.isEmpty()) {
        return Optional.empty();
      }
      items.add(new Item(order.service(), amount.get()));
    }
    items.sort(Comparator.comparing(it -> file.services().indexOf(it.service())));
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(new Bill(no, file.caseNo() + "-ZD" + no, items));
  }

  /** The bill that was told last, if any was. */
  public static Optional<Bill> told(CaseFile file) {
    return file.own().turns(EventType.BILL_ISSUED).stream()
        .map(it -> read(it.attributes()))
        .max(Comparator.comparing(Bill::no));
  }

  /** The payment of this bill: the first that names it, or none, and its sum, or none. */
  public Optional<Milestone> payment(CaseFile file) {
    return file.own().turns(EventType.FEE_PAID).stream().filter(this::pays).findFirst();
  }

  /** What was told as paid and is not booked: a second payment, another bill, another sum. */
  public static List<Milestone> contradictions(CaseFile file) {
    var booked = told(file).flatMap(it -> it.payment(file));
    return file.own().turns(EventType.FEE_PAID).stream()
        .filter(it -> booked.filter(it::equals).isEmpty())
        .toList();
  }

  /** The sum. */
  public BigDecimal total() {
    return items.stream().map(Item::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode().put("no", no).put("billNo", billNo);
    var list = json.putArray("items");
    items.forEach(it -> list.addObject().put("service", it.service()).put("amount", it.amount()));
    return json.put("total", total()).put("currency", "CNY");
  }

  /** Whether it asks for the same. */
  boolean asks(Bill other) {
    return sums().equals(other.sums());
  }

  private List<List<Object>> sums() {
    return items.stream()
        .map(it -> List.<Object>of(it.service(), it.amount().stripTrailingZeros()))
        .toList();
  }

  private boolean pays(Milestone told) {
    var named = told.attributes().path("billNo");
    var paid = told.attributes().path("amount");
    return (named.isMissingNode() || named.asText().equals(billNo))
        && (paid.isMissingNode()
            || amount(paid).filter(it -> it.compareTo(total()) == 0).isPresent());
  }

  private static Bill read(JsonNode json) {
    return new Bill(
        json.path("no").asInt(),
        json.path("billNo").asText(),
        StreamSupport.stream(json.path("items").spliterator(), false)
            .map(it -> new Item(it.path("service").asText(), it.path("amount").decimalValue()))
            .toList());
  }

  /** Whether its utility has been paid, other than by a bill of ours. */
  private static boolean settled(OrderFile order) {
    return order.turns(EventType.FEE_PAID).stream().anyMatch(it -> !it.attributes().has("billNo"));
  }

  /** An amount in yuan, to the fen; some send it as text. */
  private static Optional<BigDecimal> amount(JsonNode told) {
    try {
      var amount = told.isNumber() ? told.decimalValue() : new BigDecimal(told.asText().strip());
      return amount.signum() < 0 || amount.compareTo(MOST) > 0
          ? Optional.empty()
          : Optional.of(amount.setScale(2, RoundingMode.HALF_UP));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
