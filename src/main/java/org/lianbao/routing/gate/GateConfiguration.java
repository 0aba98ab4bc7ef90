package org.lianbao.routing.gate;

import java.nio.file.Path;
import org.lianbao.retention.RowRule;
import org.lianbao.retention.Rule;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class GateConfiguration {

  /** The last change of each partner says since when what runs runs. */
  private static final String KEPT =
      """
      case when not exists (select 1 from partner_change l
                            where l.partner = m.partner and l.change_id > m.change_id)
           then 'LAST_CHANGE' end
      """;

  @Bean
  Rule oldChanges(JdbcClient jdbc) {
    return new RowRule(jdbc, "changes", Rule.Keep.LOGS, "partner_change", "at", KEPT);
  }

  @Bean
  RunningText runningText(@Value("${lianbao.running}") Path running) {
    return new RunningText(running);
  }

  @Bean
  TextFolders workingText(
      @Value("${lianbao.routes}") Path routes, @Value("${lianbao.mappings}") Path mappings) {
    return new TextFolders(routes, mappings);
  }
}
