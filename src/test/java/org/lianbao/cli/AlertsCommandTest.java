package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lianbao.shared.Json;

/** An operator sees what is wrong and tries whether people can be told of it. */
class AlertsCommandTest {

  private final RunningHub hub = RunningHub.open();

  @Test
  void aTestGoesThroughEveryChannelAndSaysWhatItAnswered() {
    var said = hub.operator("alerts", "--test");

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("webhook", "已送达 / taken", "HTTP 2xx");
    assertThat(hub.alerted())
        .anySatisfy(
            message -> {
              assertThat(message.path("type").asText()).isEqualTo("alerts.test");
              assertThat(Json.write(message)).contains("告警测试", "无需处理");
            });
  }

  @Test
  void theBoardIsThatOfThePage() {
    var said = hub.operator("alerts", "--json");

    assertThat(said.json().at("/channels/0/channel").asText()).isEqualTo("webhook");
    assertThat(said.code()).isEqualTo(said.json().path("open").isEmpty() ? 0 : 1);
    assertThat(hub.operator("alerts").out()).contains("webhook");
  }
}
