package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator does to partners and orders of a running hub. */
class OperateTest {

  private final RunningHub hub = RunningHub.open();

  @AfterEach
  void release() {
    hub.operator("release", "acme", "--by", "测试", "--why", "完毕");
  }

  @Test
  void aPartnerThatIsHeldGetsItsOrderWhenItIsReleased() {
    var held = hub.operator("hold", "acme", "--by", "王工", "--why", "换证书");
    assertThat(held.code()).isZero();
    assertThat(held.out()).contains("acme", "人工暂挂", "王工：换证书");

    var caseNo = hub.apply("WATER");
    var waiting = hub.operator("partners", "acme").out();
    assertThat(waiting).contains("等待 / waiting 1", "HOLD", "王工");
    assertThat(times(caseNo)).isZero();

    assertThat(hub.operator("release", "acme", "--by", "李工", "--why", "好了").out())
        .contains("RELEASE", "李工");
    await(caseNo, 1);
  }

  @Test
  void anOrderIsSentAgainOnlyWhenTheOperatorSaysSo() {
    var caseNo = hub.apply("WATER");
    await(caseNo, 1);
    Awaitility.await().until(() -> hub.events(caseNo).contains("ORDER_DELIVERED"));

    var dry =
        hub.operator(
            "resend",
            "--case",
            caseNo,
            "--partner",
            "acme",
            "--state",
            "delivered",
            "--why",
            "对方丢失");
    assertThat(dry.code()).isZero();
    assertThat(dry.out()).contains("会处理 / would be done 1", "--yes");
    assertThat(times(caseNo)).isEqualTo(1);

    var done =
        hub.operator(
            "resend",
            "--case",
            caseNo,
            "--partner",
            "acme",
            "--state",
            "delivered",
            "--why",
            "对方丢失",
            "--yes",
            "--json");
    assertThat(done.json().path("done").asInt()).isEqualTo(1);
    await(caseNo, 2);
  }

  @Test
  void anOrderCalledOffIsLeftOutAndWhatIsDoneAlreadyIsLeftAsItIs() {
    hub.operator("hold", "acme", "--by", "王工", "--why", "x");
    var caseNo = hub.apply("WATER");

    var done =
        hub.operator("cancel", "--case", caseNo, "--partner", "acme", "--why", "改由人工办理", "--yes");
    assertThat(done.code()).isZero();
    var again =
        hub.operator("cancel", "--case", caseNo, "--partner", "acme", "--why", "改由人工办理", "--yes");

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.out()).contains("已撤销 / called off");
    assertThat(times(caseNo)).isZero();
  }

  @Test
  void whatNobodyCanDoIsUsage() {
    assertThat(hub.operator("hold", "nobody", "--why", "x").code()).isEqualTo(2);
    assertThat(hub.operator("hold", "acme").code()).isEqualTo(2);
    assertThat(hub.operator("resend", "--why", "x").err()).contains("orders, case, partner");
    assertThat(hub.operator("hold", "acme", "--why", "x", "--until", "tomorrow").err())
        .contains("2026-12-05T22:00");
  }

  private long times(String caseNo) {
    return hub.times(caseNo + "-A");
  }

  private void await(String caseNo, long times) {
    Awaitility.await().until(() -> times(caseNo) == times);
  }
}
