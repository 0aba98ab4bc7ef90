package org.lianbao.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AlertPagesTest extends ConsoleServer {

  @Test
  void showsWhatIsWrongWhatItConcernsSinceWhenAndWhatToDo() {
    var page = get("/alerts").body();

    assertThat(page)
        .contains("供水公司有事", "说明", "自 2026-11-09 10:00:00", "打电话", "href=\"/partners\"", "20,000")
        .contains("href=\"/cases/BZ4109282026110900001\"", "BZ4109282026110900001-W")
        .contains("water.callbacks")
        .contains("近七天已恢复", "已恢复");
    assertThat(get("/alerts?lang=en").body())
        .contains("trouble with water", "call", "Over within seven days");
  }

  @Test
  void showsAChannelThatCannotBeToldWithTheReason() {
    assertThat(get("/alerts").body())
        .contains("电子邮件", "送不出去", "自 2026-11-09 10:00:00 起等待，已试 3 次：连接不上");
  }

  @Test
  void theFirstPageSaysHowManyAreOpen() {
    assertThat(get("/").body()).contains("1 项告警未恢复");
    assertThat(get("/fragments/alerts-open").body().strip())
        .startsWith("<a")
        .contains("href=\"/alerts\"")
        .doesNotContain("<table");
  }

  @Test
  void anOpenPageGetsNothingWhileNothingIsNew() {
    var live =
        Pattern.compile("hx-get=\"(/fragments/alerts\\?[^\"]*)\"").matcher(get("/alerts").body());
    assertThat(live.find()).isTrue();

    assertThat(get(live.group(1)).statusCode()).isEqualTo(204);
    assertThat(get("/fragments/alerts?seen=x").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsProgramsTheSame() {
    var board = SampleCase.json(get("/api/v1/alerts").body());

    assertThat(board.at("/open/0/kind").asText()).isEqualTo("orders-dead");
    assertThat(board.at("/open/0/count").asLong()).isEqualTo(20_000);
    assertThat(board.at("/open/0/nextStep/en").asText()).isEqualTo("call");
    assertThat(board.at("/open/0").hasNonNull("clearedAt")).isFalse();
    assertThat(board.at("/cleared/0/clearedAt").asText()).isEqualTo("2026-11-09T02:00:00Z");
    assertThat(board.at("/channels/0/tries").asInt()).isEqualTo(3);
  }
}
