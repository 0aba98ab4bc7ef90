package org.lianbao.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PartnerPagesTest extends ConsoleServer {

  @Test
  void showsWhoIsHeldSinceWhenWhyAndWhatToDo() {
    assertThat(get("/partners").body())
        .contains("濮阳县供水公司", "因故障暂挂", "自 2026-11-09 10:00:00", "下次试送", "20000")
        .contains("请对方检查网络和服务")
        .contains("濮阳县燃气公司", "正常");
    assertThat(get("/partners?lang=en").body())
        .contains("held, it fails", "ask it to look at its line and server");
  }

  @Test
  void namesWhoIsAtFaultForEachOrderThatAPersonMustLookAt() {
    assertThat(get("/partners").body())
        .contains("/cases/BZ1", "BZ1-W", "映射", "order.jsonata:3", "按原因改映射");
  }

  @Test
  void anOpenPageGetsNothingWhileNothingIsNew() {
    var live = Pattern.compile("hx-get=\"([^\"]*)\"").matcher(get("/partners").body());
    assertThat(live.find()).isTrue();

    assertThat(get(live.group(1)).statusCode()).isEqualTo(204);
    assertThat(get("/fragments/partners?seen=x").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsProgramsTheSame() {
    var page = SampleCase.json(get("/api/v1/partners").body());

    assertThat(page.at("/partners/0/state").asText()).isEqualTo("HELD");
    assertThat(page.at("/partners/0/fault").asText()).isEqualTo("PARTNER");
    assertThat(page.at("/partners/0/nextStep/en").asText()).contains("by itself");
    assertThat(page.at("/partners/1").hasNonNull("fault")).isFalse();
  }
}
