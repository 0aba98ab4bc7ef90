package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.lianbao.delivery.DeliveryReader;
import org.lianbao.delivery.Operations;
import org.lianbao.delivery.Operations.Choice;
import org.lianbao.reconciliation.Act;
import org.lianbao.reconciliation.Comparison.State;
import org.lianbao.reconciliation.Difference;
import org.lianbao.reconciliation.Difference.What;
import org.lianbao.reconciliation.Reconciliation;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is lost, gained or changed at a real partner is found, and mended by the act that is named.
 */
class ReconciliationTest {

  private static final Town TOWN = Town.open();

  private final LocalDate today = Clock.system().now().atZone(Clock.COUNTY).toLocalDate();

  @Test
  void anOrderThatThePartnerLostIsFoundSentAgainAndThere() {
    var caseNo = finished("WATER");
    assertThat(found("water", caseNo)).isEmpty();

    befall("water/lose/" + caseNo + "-W");
    var lost = found("water", caseNo);

    assertThat(lost).singleElement().satisfies(this::canBeMended);
    assertThat(lost.get(0).what()).isEqualTo(What.ORDER_MISSING);
    assertThat(lost.get(0).command()).startsWith("./lianbao resend " + caseNo + "-W --why");
    mend(lost.get(0));
    assertThat(found("water", caseNo)).isEmpty();
  }

  @Test
  void anOrderMissingInTheDailyFileIsFoundAndSentAgain() {
    var caseNo = finished("HEAT");
    awaitFound("heat", caseNo, 0);

    befall("heat/lose/" + caseNo + "-H");
    awaitFound("heat", caseNo, 1);
    var lost = found("heat", caseNo).get(0);

    assertThat(lost.what()).isEqualTo(What.ORDER_MISSING);
    mend(lost);
    awaitFound("heat", caseNo, 0);
  }

  @Test
  void aDayWithoutAFileHasNoListAndIsNotTakenForAnEmptyOne() {
    var comparison = TOWN.bean(Reconciliation.class).compare("heat", today.minusDays(40));

    assertThat(comparison.state()).isEqualTo(State.FAILED);
    assertThat(comparison.reason()).contains("there is no list of that day");
  }

  @Test
  void anItemThatIsGoneFromTheExchangeTablesIsWrittenThereAgain() {
    var caseNo = finished("WATER");
    assertThat(found("approval", caseNo)).isEmpty();
    var desk = TOWN.exchangeDesk();
    var one =
        desk.psql(
            "select min(spsxslbm) from spgl_xmspsxblxxb where spsxslbm like '%s-SP-%%'"
                .formatted(caseNo));
    befall("approval/lose/" + one);
    for (var table : List.of("spgl_xmspsxblxxb", "spgl_xmspsxblxxxxb", "spgl_xmspsxpfwjxxb")) {
      desk.psql("delete from %s where spsxslbm = '%s'".formatted(table, one));
    }

    var lost = found("approval", caseNo);

    assertThat(lost).singleElement().satisfies(this::canBeMended);
    assertThat(lost.get(0).about()).isEqualTo(one);
    mend(lost.get(0));
    awaitFound("approval", caseNo, 0);
  }

  @Test
  void anOrderFromNowhereIsForPeopleToLookAt() {
    finished("WATER");
    var nobodys = "BZ4109280000000000001-W";
    befall("water/gain/" + nobodys);
    age();

    assertThat(compare("water"))
        .anySatisfy(
            it -> {
              assertThat(it.about()).isEqualTo(nobodys);
              assertThat(it.what()).isEqualTo(What.ORDER_EXTRA);
              assertThat(it.command()).isNull();
            });
    befall("water/lose/" + nobodys);
    assertThat(compare("water")).noneMatch(it -> it.about().equals(nobodys));
  }

  @Test
  void aNumberThatThePartnerChangedIsTakenOverWhenTheOrderIsSentAgain() {
    var caseNo = finished("WATER");
    befall("water/renumber/" + caseNo + "-W");

    var differs = found("water", caseNo);

    assertThat(differs).singleElement().satisfies(this::canBeMended);
    assertThat(differs.get(0).what()).isEqualTo(What.REFERENCE_DIFFERS);
    assertThat(differs.get(0).ours()).isNotEqualTo(differs.get(0).theirs());
    mend(differs.get(0));
    assertThat(found("water", caseNo)).isEmpty();
  }

  @Test
  void statusesThatTheCountyLostAreToldAgainAndNoOthers() {
    var caseNo = finished("WATER");
    var told = TOWN.heldByCounty(caseNo).path("lastSeq").asInt();
    befall("county/lose/" + caseNo + "/3");
    var left = TOWN.heldByCounty(caseNo).path("lastSeq").asInt();
    assertThat(left).isLessThan(told);

    var lacking = found("county", caseNo);

    assertThat(lacking).singleElement().satisfies(this::canBeMended);
    assertThat(lacking.get(0).what()).isEqualTo(What.STATUSES_MISSING);
    assertThat(lacking.get(0).theirs()).isEqualTo(String.valueOf(left));
    assertThat(lacking.get(0).orders()).startsWith(caseNo + "-GG-" + (left + 1));
    mend(lacking.get(0));
    assertThat(TOWN.heldByCounty(caseNo).path("lastSeq").asInt()).isGreaterThanOrEqualTo(told);
    assertThat(found("county", caseNo)).isEmpty();
  }

  private void canBeMended(Difference difference) {
    assertThat(difference.act()).isEqualTo(Act.RESEND);
    assertThat(difference.orders()).isNotEmpty();
  }

  private String finished(String service) {
    var answer = TOWN.apply(TOWN.application(service));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    TOWN.awaitDone(answer.caseNo());
    awaitDelivered(answer.caseNo());
    return answer.caseNo();
  }

  private static void awaitDelivered(String caseNo) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                TOWN.bean(DeliveryReader.class).of(caseNo).stream()
                    .noneMatch(DeliveryReader.DeliveryView::pending));
  }

  private List<Difference> found(String partner, String caseNo) {
    age();
    return compare(partner).stream().filter(it -> caseNo.equals(it.caseNo())).toList();
  }

  /** The list is told a moment after what happened. */
  private void awaitFound(String partner, String caseNo, int many) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(found(partner, caseNo)).hasSize(many));
  }

  private List<Difference> compare(String partner) {
    var reconciliation = TOWN.bean(Reconciliation.class);
    var comparison = reconciliation.compare(partner, today);
    assertThat(comparison.state()).as(comparison.reason()).isEqualTo(State.DONE);
    assertThat(comparison.counts().pushed()).isPositive();
    return reconciliation.differences(today, partner, 100_000);
  }

  /** The grace of these deliveries is over; their days stay. */
  private static void age() {
    TOWN.bean(JdbcClient.class)
        .sql("update delivery_order set settled_at = settled_at - interval '4 days'")
        .update();
  }

  private void mend(Difference difference) {
    var choice =
        new Choice(difference.orders(), difference.partner(), null, null, null, null, null, null);
    var batch = TOWN.bean(Operations.class).resend(choice, false, "王工", "对账");
    assertThat(batch.done()).isEqualTo(difference.orders().size());
    awaitDelivered(difference.caseNo());
  }

  private static void befall(String what) {
    var uri = URI.create(TOWN.sandboxUrl() + "/admin/" + what);
    var request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
    assertThat(TOWN.raw(request).statusCode()).isEqualTo(200);
  }
}
