package org.lianbao.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.lianbao.TestDatabase;
import org.lianbao.application.Application;
import org.lianbao.attachments.Attachments;
import org.lianbao.calendar.Pause;
import org.lianbao.cases.Cases;
import org.lianbao.cases.Ledger;
import org.lianbao.cases.OwedOrder;
import org.lianbao.delivery.DeliveryReader;
import org.lianbao.delivery.PartnerReader;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.lianbao.reconciliation.Reconciliation;
import org.lianbao.shared.Clock;
import org.lianbao.shared.CommonClock;
import org.lianbao.shared.Json;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

/** A private person's case, from the real log in a real database to the pages. */
class MaskedRecordTest {

  private static final List<String> PRIVATE =
      List.of("欧阳娜娜", "410928190101011027", "13800138000", "李四", "someone@example.org");

  @Test
  void nothingPersonalIsShownInClearAnywhere() {
    try (var hub =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(Hub.class)
                .properties("spring.config.location=optional:classpath:/none.yaml")
                .run(
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--lianbao.data=target/masked")) {
      var caseNo = open(hub);
      var http = RestClient.create("http://127.0.0.1:" + hub.getWebServer().getPort());
      var found = "/?q=" + caseNo;

      assertThat(read(http, found)).contains(caseNo, "欧***");
      for (var path :
          List.of(
              found,
              "/?q=" + caseNo + "&lang=en",
              "/cases/" + caseNo,
              "/fragments/cases/" + caseNo,
              "/api/v1/cases/" + caseNo,
              "/api/v1/cases/" + caseNo + "/events",
              "/api/v1/cases?q=" + URLEncoder.encode(caseNo, StandardCharsets.UTF_8))) {
        assertThat(read(http, path)).as(path).contains(caseNo);
        assertThat(PRIVATE).as(path).noneMatch(read(http, path)::contains);
      }
      for (var path : List.of("/alerts", "/api/v1/alerts")) {
        assertThat(PRIVATE).as(path).noneMatch(read(http, path)::contains);
      }
    }
  }

  private static String read(RestClient http, String path) {
    var body = http.get().uri(path).retrieve().body(byte[].class);
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String open(ServletWebServerApplicationContext hub) {
    var form =
        (ObjectNode)
            SampleCase.json(
                """
                {"applyType":"FORMAL","services":["WATER"],
                 "applicant":{"applicantType":"PERSON","name":"欧阳娜娜","certType":"ID_CARD",
                   "certNo":"410928190101011027","contactName":"李四",
                   "contactMobile":"13800138000","email":"someone@example.org"},
                 "project":{"name":"欧阳娜娜自建房"},"externalWorks":{"hasExternalLine":"NO"},
                 "attachments":[{"materialCode":"M02","fileName":"欧阳娜娜身份证.pdf",
                   "url":"https://files.example/1?name=李四"}],
                 "remark":"联系人李四，电话13800138000"}
                """);
    form.put("upstreamApplyNo", "GG-" + UUID.randomUUID());
    JsonNode warnings = Json.mapper().createArrayNode();
    return hub.getBean(TransactionTemplate.class)
        .execute(
            status -> {
              var application = new Application(form);
              var caseNo = hub.getBean(Cases.class).open(application, warnings, SampleCase.OPENED);
              hub.getBean(Attachments.class).want(caseNo, 1, application);
              return caseNo;
            });
  }

  /** The pages on the real log; nobody takes an order, which leaves calls to make by hand. */
  @EnableTransactionManagement
  @Import(Log.class)
  @RoomOnAServer
  static class Hub {

    @Bean(destroyMethod = "")
    static DataSource dataSource() {
      return TestDatabase.dataSource();
    }

    @Bean
    static JdbcClient jdbc(DataSource dataSource) {
      return JdbcClient.create(dataSource);
    }

    @Bean
    static JdbcTransactionManager transactionManager(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }

    @Bean
    static TransactionTemplate transaction(JdbcTransactionManager manager) {
      return new TransactionTemplate(manager);
    }

    @Bean
    static Clock clock() {
      return Clock.system();
    }

    @Bean
    static CommonClock commonClock(Clock clock) {
      return new CommonClock(clock);
    }

    @Bean
    static Ledger ledger() {
      return new Ledger() {
        @Override
        public void owe(List<OwedOrder> orders) {}

        @Override
        public void cancel(String caseNo, List<String> orderNos) {}

        @Override
        public List<Pause> closed(String partner, Instant from, Instant to) {
          return List.of();
        }
      };
    }

    @Bean
    static PartnerSettings partnerSettings() {
      return (slug, key) -> Optional.empty();
    }

    @Bean
    static Reconciliation reconciliation() {
      return new ComparedDay();
    }

    @Bean
    static PartnerReader partnerReader() {
      return ConsoleTestApp.partnerReader();
    }

    @Bean
    static DeliveryReader deliveries() {
      return caseNo -> List.of();
    }

    @Bean
    static Partners partners() {
      return new Nobody();
    }
  }

  /** These rooms keep their own parts to themselves; their configurations are known by name. */
  static final class Log implements ImportSelector {
    @Override
    public String[] selectImports(AnnotationMetadata importing) {
      return new String[] {
        "org.lianbao.alerts.AlertsConfiguration",
        "org.lianbao.callbacks.CallbacksConfiguration",
        "org.lianbao.cases.log.CaseLogConfiguration",
        "org.lianbao.retention.RetentionConfiguration",
        "org.lianbao.silence.SilenceConfiguration",
        "org.lianbao.attachments.AttachmentsConfiguration"
      };
    }
  }

  private static final class Nobody implements Partners {
    @Override
    public List<Partner> all() {
      return List.of();
    }

    @Override
    public Optional<Partner> find(String slug) {
      return Optional.empty();
    }

    @Override
    public Optional<Partner> taking(String role, String kind) {
      return Optional.empty();
    }

    @Override
    public Optional<Partner> playing(String role) {
      return Optional.empty();
    }
  }
}
