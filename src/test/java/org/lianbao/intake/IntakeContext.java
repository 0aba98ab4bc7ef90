package org.lianbao.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.lianbao.TestDatabase;
import org.lianbao.application.Application;
import org.lianbao.application.FormCheck;
import org.lianbao.attachments.Attachments;
import org.lianbao.cases.Cases;
import org.lianbao.partners.Pace;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.lianbao.partners.RetryPolicy;
import org.lianbao.partners.Silence;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Clock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The room intake on a real server and a real database; its ports are played here. It bears no mark
 * of a configuration, so that no scan of the hub's packages takes it up.
 */
@ImportAutoConfiguration({
  ServletWebServerFactoryAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  ErrorMvcAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  JdbcClientAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class
})
@Import({
  ApplicationsController.class,
  Reception.class,
  QueuedApplications.class,
  ApiErrors.class,
  TraceFilter.class,
  SignatureCheck.class,
  Upstream.class,
  Intake.class,
  Requests.class,
  FormCheck.class
})
class IntakeContext {

  static final String APP_KEY = "county-key";
  static final String SECRET = "county-secret";
  static final Instant NOW = Instant.parse("2026-11-09T02:12:30Z");

  @Bean(destroyMethod = "")
  DataSource dataSource() {
    return TestDatabase.dataSource();
  }

  @Bean
  Clock clock() {
    return new Clock(() -> NOW);
  }

  @Bean
  Rulebook rules() {
    return Rulebook.load();
  }

  @Bean
  Cases cases(JdbcClient db) {
    return new RecordedCases(db);
  }

  @Bean
  WantedFiles attachments() {
    return new WantedFiles();
  }

  /** Remembers for which form of which case files were asked for. */
  static final class WantedFiles implements Attachments {

    final Set<String> wanted = ConcurrentHashMap.newKeySet();

    @Override
    public void want(String caseNo, int revision, Application form) {
      wanted.add(caseNo + " " + revision);
    }
  }

  @Bean
  Partners partners() {
    var retry =
        new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofHours(1), Duration.ofDays(1), 0);
    var county =
        new Partner(
            "somebody",
            "工改",
            "county",
            "GG",
            Set.of("upstream"),
            Set.of(),
            List.of(),
            retry,
            Pace.FREE,
            Silence.UNSAID,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Partner.Files.NONE,
            Optional.empty(),
            Optional.empty());
    return new Partners() {
      @Override
      public List<Partner> all() {
        return List.of(county);
      }

      @Override
      public Optional<Partner> find(String slug) {
        return all().stream().filter(partner -> partner.slug().equals(slug)).findFirst();
      }

      @Override
      public Optional<Partner> taking(String role, String kind) {
        return playing(role).filter(partner -> partner.takes().contains(kind));
      }

      @Override
      public Optional<Partner> playing(String role) {
        return all().stream().filter(partner -> partner.roles().contains(role)).findFirst();
      }
    };
  }

  @Bean
  PartnerSettings settings() {
    var set = Map.of("somebody/app-key", APP_KEY, "somebody/secret", SECRET);
    return (slug, key) -> Optional.ofNullable(set.get(slug + "/" + key));
  }

  /** What else lives beside intake: it breaks in known ways. */
  @Bean
  Neighbour neighbour(RequestMappingHandlerMapping mapping) throws NoSuchMethodException {
    var neighbour = new Neighbour();
    mapping.registerMapping(
        RequestMappingInfo.paths("/api/v1/neighbour").methods(RequestMethod.GET).build(),
        neighbour,
        Neighbour.class.getDeclaredMethod("number", int.class));
    return neighbour;
  }

  static class Neighbour {

    @ResponseBody
    String number(@RequestParam(name = "limit") int limit) {
      throw new IllegalStateException("limit was " + limit);
    }
  }
}
