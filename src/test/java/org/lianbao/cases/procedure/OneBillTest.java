package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;
import static org.lianbao.cases.procedure.Journey.GAS;
import static org.lianbao.cases.procedure.Journey.POWER;
import static org.lianbao.cases.procedure.Journey.WATER;
import static org.lianbao.cases.procedure.Journey.form;
import static org.lianbao.cases.procedure.Journey.numbers;
import static org.lianbao.cases.procedure.Journey.of;
import static org.lianbao.cases.procedure.Journey.ofCase;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Told;

class OneBillTest {

  private static final String FIRST = CASE_NO + "-ZD1";

  @Test
  void theBillIsToldOnceWhenEveryQuoteIsIn() {
    var journey = journey();
    journey.when(quote(WATER, 1, "{\"amount\":12000.50}"), quote(POWER, 2, "{\"amount\":\"800\"}"));
    assertThat(journey.last()).doesNotContain(EventType.BILL_ISSUED);

    journey.when(quote(GAS, 3, "{\"amount\":86000}"));

    var bill = journey.decided(EventType.BILL_ISSUED).get(0);
    assertThat(bill.path("billNo").asText()).isEqualTo(FIRST);
    assertThat(bill.path("total").decimalValue()).isEqualByComparingTo("98800.50");
    assertThat(bill.path("items")).hasSize(3);
    assertThat(numbers(journey.owed(OrderKind.BILL))).containsExactly("W-ZD", "E-ZD", "G-ZD");
    var share = journey.owed(OrderKind.BILL).get(1).details();
    assertThat(share.path("amount").decimalValue()).isEqualByComparingTo("800");
    assertThat(share.path("total").decimalValue()).isEqualByComparingTo("98800.50");

    journey.when(quote(GAS, 4, "{\"amount\":86000.00}"));
    assertThat(journey.last()).containsExactly(EventType.QUOTE_ISSUED);
  }

  @Test
  void aQuoteThatChangesBeforeThePaymentMakesABillInItsPlace() {
    var journey = billed();

    journey.when(quote(GAS, 9, "{\"amount\":300}"));

    assertThat(journey.decided(EventType.BILL_ISSUED))
        .extracting(it -> it.path("billNo").asText(), it -> it.path("total").intValue())
        .containsExactly(tuple(CASE_NO + "-ZD2", 600));
    assertThat(numbers(journey.owed(OrderKind.BILL))).containsExactly("W-ZD2", "E-ZD2", "G-ZD2");
  }

  @Test
  void aUtilityMayStayOutOfTheBill() {
    var journey = journey();

    journey.when(
        quote(WATER, 1, "{\"amount\":100}"),
        quote(POWER, 2, "{\"amount\":200,\"separateBill\":true}"),
        quote(GAS, 3, "{\"amount\":300}"));

    assertThat(numbers(journey.everOwed(OrderKind.BILL))).containsExactly("W-ZD", "G-ZD");
    assertThat(Bill.told(journey.file()).orElseThrow().total()).isEqualByComparingTo("400");
  }

  @Test
  void nobodyIsBilledForAServiceThatWasRefused() {
    var journey = journey();

    journey.when(
        quote(WATER, 1, "{\"amount\":100}"),
        quote(GAS, 3, "{\"amount\":300}"),
        reported(POWER, EventType.ORDER_REFUSED, 4));

    assertThat(Bill.told(journey.file()).orElseThrow().items())
        .extracting(Bill.Item::service)
        .containsExactly("WATER", "GAS");
  }

  @Test
  void whatWasPaidToTheUtilityAlreadyIsNotBilledAgain() {
    var journey = journey();

    journey.when(
        quote(WATER, 1, "{\"amount\":100}"),
        quote(POWER, 2, "{\"amount\":200}"),
        reported(POWER, EventType.FEE_PAID, 3),
        quote(GAS, 3, "{\"amount\":300}"));

    assertThat(Bill.told(journey.file()).orElseThrow().total()).isEqualByComparingTo("400");
  }

  @Test
  void thePaymentIsBookedOnEveryBilledOrderAndToldToEachUtility() {
    var journey = billed();

    journey.when(paid(20, "{\"billNo\":\"%s\",\"amount\":450}".formatted(FIRST)));

    assertThat(journey.last())
        .containsExactly(
            EventType.FEE_PAID,
            EventType.FEE_PAID,
            EventType.FEE_PAID,
            EventType.FEE_PAID,
            EventType.ORDERS_OWED);
    assertThat(numbers(journey.owed(OrderKind.PAID))).containsExactly("W-JF", "E-JF", "G-JF");
    var told = journey.owed(OrderKind.PAID).get(2).details();
    assertThat(told.path("amount").decimalValue()).isEqualByComparingTo("150");
    assertThat(told.path("paidAt").asText()).isEqualTo(hour(20).toString());
    assertThat(journey.order(GAS).milestone(EventType.FEE_PAID).orElseThrow().occurredAt())
        .isEqualTo(hour(20));
    assertThat(Bill.contradictions(journey.file())).isEmpty();
  }

  @Test
  void aSecondPaymentIsShownAndNotBooked() {
    var journey = billed();
    journey.when(paid(20, "{\"billNo\":\"%s\"}".formatted(FIRST)));

    journey.when(paid(30, "{\"billNo\":\"%s\"}".formatted(FIRST)));

    assertThat(journey.last()).containsExactly(EventType.FEE_PAID);
    assertThat(Bill.contradictions(journey.file()))
        .extracting(Milestone::occurredAt)
        .containsExactly(hour(30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"billNo\":\"another\"}", "{\"amount\":449.99}", "{\"amount\":\"all of it\"}"})
  void aPaymentOfAnotherBillOrSumIsShownAndNotBooked(String payment) {
    var journey = billed();

    journey.when(paid(20, payment));

    assertThat(journey.last()).containsExactly(EventType.FEE_PAID);
    assertThat(Bill.contradictions(journey.file())).hasSize(1);
    assertThat(journey.order(WATER).has(EventType.FEE_PAID)).isFalse();
  }

  @Test
  void whatIsPaidIsNotBilledAnew() {
    var journey = billed();
    journey.when(paid(20, "{}"));

    journey.when(quote(GAS, 21, "{\"amount\":1}"));

    assertThat(journey.last()).containsExactly(EventType.QUOTE_ISSUED);
    assertThat(Bill.told(journey.file()).orElseThrow().total())
        .isEqualByComparingTo(new BigDecimal("450"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"amount\":-1}",
        "{\"amount\":\"面议\"}",
        "{\"amount\":1e40}",
        "{\"amount\":{}}"
      })
  void aQuoteWithoutAnAmountIsNone(String quote) {
    var journey = journey();

    journey.when(
        quote(WATER, 1, "{\"amount\":100}"),
        quote(POWER, 2, "{\"amount\":200}"),
        quote(GAS, 3, quote));

    assertThat(Bill.told(journey.file())).isEmpty();
  }

  @Test
  void whoeverDidNotAskForOneBillGetsNone() {
    var journey = Journey.of(form("NO", "WATER"));

    journey.when(quote(WATER, 1, "{\"amount\":100}"));

    assertThat(journey.last()).containsExactly(EventType.QUOTE_ISSUED);
  }

  private static Journey billed() {
    var journey = journey();
    journey.when(
        quote(WATER, 1, "{\"amount\":100}"),
        quote(POWER, 2, "{\"amount\":200}"),
        quote(GAS, 3, "{\"amount\":150}"));
    return journey;
  }

  private static Journey journey() {
    return Journey.of(form("NO", it -> it.put("unifiedBill", true), "WATER", "POWER", "GAS"));
  }

  private static Told quote(String orderNo, long hour, String quote) {
    return of(orderNo, EventType.QUOTE_ISSUED, hour, quote);
  }

  private static Told paid(long hour, String payment) {
    return ofCase(EventType.FEE_PAID, hour, payment);
  }
}
