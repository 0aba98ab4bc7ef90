package org.lianbao.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class AttachmentSettingsTest {

  private final ApplicationContextRunner hub =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withUserConfiguration(Settings.class);

  @Test
  void whatShipsIsWhatTheCodeTakesForGranted() {
    hub.run(
        context -> {
          var settings = context.getBean(AttachmentSettings.class);
          assertThat(settings.types()).containsExactlyInAnyOrder(FileType.values());
          assertThat(settings.largest().toMegabytes()).isEqualTo(50);
          assertThat(settings.timeLimit()).isEqualTo(Duration.ofMinutes(2));
          assertThat(settings.store()).isEqualTo(AttachmentSettings.Kind.DISK);
        });
  }

  @Test
  void anS3StoreIsASettingAndItsKeysAreNotShown() {
    hub.withPropertyValues(
            "lianbao.attachments.store=s3",
            "lianbao.attachments.s3.endpoint=http://127.0.0.1:9000",
            "lianbao.attachments.s3.bucket=lianbao",
            "lianbao.attachments.s3.access-key=a",
            "lianbao.attachments.s3.secret-key=hunter2")
        .run(
            context -> {
              var settings = context.getBean(AttachmentSettings.class);
              assertThat(settings.s3().region()).isEqualTo("us-east-1");
              assertThat(settings.s3().toString() + settings).doesNotContain("hunter2");
            });
  }

  @Test
  void anS3StoreWithoutAnAddressStopsTheStartAndSaysWhatToSet() {
    hub.withPropertyValues("lianbao.attachments.store=s3")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("lianbao.attachments.s3.endpoint"));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(AttachmentSettings.class)
  static class Settings {}
}
