package org.lianbao.alerts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lianbao.partners.Partners;
import org.lianbao.retention.Retention;
import org.lianbao.retention.RowRule;
import org.lianbao.retention.Rule;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Repeating;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertSettings.class)
class AlertsConfiguration {

  /**
   * Why an alert stays, however old it is: it is open, or somebody does not know that it is over.
   */
  private static final String KEPT =
      """
      case when m.cleared_at is null then 'OPEN_ALERT'
           when exists (select 1 from alert_channel c where c.told_no < m.cleared_no)
           then 'NOT_TOLD' end
      """;

  @Bean
  static Rule oldAlerts(JdbcClient jdbc) {
    return new RowRule(jdbc, "alerts", Rule.Keep.LOGS, "alert", "seen_at", KEPT);
  }

  @Bean
  FailingRetention failingRetention(Retention retention) {
    return new FailingRetention(retention);
  }

  @Bean
  Lookout lookout(
      JdbcClient jdbc,
      Map<String, Watch> watches,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new Lookout(new AlertTable(jdbc), watches, transactions, clock);
  }

  @Bean
  Telling telling(
      JdbcClient jdbc,
      AlertSettings settings,
      @Value("${lianbao.data}") Path data,
      Partners partners,
      PlatformTransactionManager transactions,
      Clock clock)
      throws IOException {
    var locale =
        settings.language() == AlertSettings.Language.EN
            ? Locale.ENGLISH
            : Locale.SIMPLIFIED_CHINESE;
    return new Telling(
        new AlertTable(jdbc),
        new ChannelTable(jdbc),
        channels(settings, data, clock),
        new MessageWriter(Wording.load(partners), locale, settings.linkBase()),
        new TransactionTemplate(transactions),
        clock);
  }

  @Bean
  Alerts alerts(JdbcClient jdbc, Partners partners, Telling telling, Clock clock) {
    return new KeptAlerts(new AlertTable(jdbc), Wording.load(partners), telling, clock);
  }

  @Bean
  Repeating lookingOut(Lookout lookout, Telling telling, AlertSettings settings) {
    return new Repeating(
        "alerts",
        settings.watch(),
        () -> {
          lookout.look();
          telling.tell();
        });
  }

  private static List<Channel> channels(AlertSettings settings, Path data, Clock clock)
      throws IOException {
    var post = new Post();
    var channels = new ArrayList<Channel>();
    if (!settings.webhook().url().isBlank()) {
      channels.add(new WebhookChannel(settings.webhook(), post, clock));
    }
    if (!settings.mail().host().isBlank()) {
      channels.add(new MailChannel(settings.mail(), clock));
    }
    var own = data.resolve("alerts");
    if (!settings.wecom().url().isBlank()) {
      var template = RobotTemplates.of("wecom", own);
      channels.add(new RobotChannel("wecom", settings.wecom(), template, post, clock));
    }
    if (!settings.dingtalk().url().isBlank()) {
      var template = RobotTemplates.of("dingtalk", own);
      channels.add(new RobotChannel("dingtalk", settings.dingtalk(), template, post, clock));
    }
    return channels;
  }
}
