package org.lianbao.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconciliationPagesTest extends ConsoleServer {

  @Test
  void showsYesterdayPartyByPartyAndEveryDifferenceWithWhatToDo() {
    assertThat(get("/reconciliation").body())
        .contains("2026-11-08", "濮阳县供水公司", "差异 1 处", "核对于 2026-11-09 06:00:00")
        .contains("/cases/BZ1", "枢纽已送达，对方没有", "./lianbao resend BZ1-W --why 对账 --yes")
        .contains("BZ&lt;9&gt;-G", "打电话核对", "RQ9")
        .contains("清单取不到", "对方连接不上")
        .doesNotContain("the partner cannot be reached");
    assertThat(get("/reconciliation?lang=en").body())
        .contains("delivered by the hub, not at the partner", "send again", "cannot be reached");
  }

  @Test
  void aDayThatWasNotComparedSaysHowItIs() {
    assertThat(get("/reconciliation?date=2026-11-01").body())
        .contains("这一天还没有核对", "/reconciliation?date=2026-11-07");
    assertThat(get("/reconciliation?date=yesterday").body()).contains("2026-11-08");
  }

  @Test
  void tellsProgramsTheSameOfOnePartnerToo() {
    var page = SampleCase.json(get("/api/v1/reconciliation?date=2026-11-08&partner=water").body());

    assertThat(page.path("comparisons")).hasSize(1);
    assertThat(page.at("/comparisons/0/counts/acknowledged").asInt()).isEqualTo(38);
    assertThat(page.at("/differences/0/what").asText()).isEqualTo("ORDER_MISSING");
    assertThat(page.at("/differences/0/mend/en").asText()).contains("send again");
    assertThat(page.at("/differences/0/command").asText()).contains("resend BZ1-W");
  }

  @Test
  void refusesADayThatIsNone() {
    var answer = get("/api/v1/reconciliation?date=2026-13-01");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("NOT_A_DAY", "2026-11-24");
  }
}
