package org.lianbao.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class RetentionSettingsTest {

  private final ApplicationContextRunner hub =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withUserConfiguration(Settings.class);

  @Test
  void whatShipsIsWhatTheCodeTakesForGranted() {
    hub.run(
        context -> {
          assertThat(context.getBean(RetentionSettings.class))
              .isEqualTo(
                  new RetentionSettings(
                      Duration.ofDays(365), Duration.ofDays(365), Duration.ofDays(1095)));
          assertThat(context.getBean(LogFileSettings.class).maxHistory()).isEqualTo(365);
          assertThat(context.getEnvironment().getProperty("logging.file.name"))
              .endsWith("data/log/lianbao.log");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "lianbao.retention.logs=179d, 180 天",
    "lianbao.retention.messages=4000h, 180 天",
    "lianbao.retention.cases=200d, cases must not be shorter than messages",
    "logging.logback.rollingpolicy.max-history=30, 180 天",
    "logging.logback.rollingpolicy.total-size-cap=1GB, total-size-cap must be 0"
  })
  void aSettingThatRemovesTooSoonStopsTheStartAndSaysWhy(String setting, String why) {
    hub.withPropertyValues(setting)
        .run(
            context ->
                assertThat(context.getStartupFailure()).rootCause().hasMessageContaining(why));
  }

  @Test
  void halfAYearIsEnough() {
    hub.withPropertyValues("lianbao.retention.logs=180d", "lianbao.retention.messages=180d")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({RetentionSettings.class, LogFileSettings.class})
  static class Settings {}
}
