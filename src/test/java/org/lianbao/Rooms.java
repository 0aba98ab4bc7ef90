package org.lianbao;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.Cases;
import org.lianbao.delivery.Dispatch;
import org.lianbao.delivery.Outbox;
import org.lianbao.shared.Clock;
import org.lianbao.shared.CommonClock;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem.Fault;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rooms between intake and the routes, as they are, on a real database; in place of the queues
 * a test takes what is dispatched. The clock is the test's own.
 */
public final class Rooms implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final JsonNode FORM = sample();

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-09T02:00:00Z"));
  private final BlockingQueue<Dispatch> dispatched = new LinkedBlockingQueue<>();
  private volatile boolean queuesDown;

  public Rooms() {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "lianbao.running",
                    Path.of("").toAbsolutePath().toString(),
                    "lianbao.data",
                    temporaryFolder(),
                    "lianbao.delivery.sweep",
                    "1h",
                    // Cases of other tests leave orders on their way.
                    "lianbao.delivery.at-once",
                    "1000",
                    "lianbao.callbacks.retry",
                    "1h",
                    "lianbao.clocks.watch",
                    "1h")));
    context.registerBean(Clock.class, () -> new Clock(now::get));
    context.registerBean(CommonClock.class, () -> new CommonClock(new Clock(now::get)));
    context.registerBean(Outbox.class, () -> this::put);
    context.register(Wiring.class);
    context.refresh();
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public Instant now() {
    return now.get();
  }

  public void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  public void queuesAreDown(boolean down) {
    queuesDown = down;
  }

  /** Opens a case for these services and returns its number. */
  public String open(String... services) {
    return open(form(services));
  }

  /** A new form for these services. */
  public static ObjectNode form(String... services) {
    var form = FORM.<ObjectNode>deepCopy();
    form.put("requestId", UUID.randomUUID().toString());
    form.put("upstreamApplyNo", "GG" + UUID.randomUUID());
    var asked = form.putArray("services");
    List.of(services).forEach(asked::add);
    return form;
  }

  /** Opens a case for this form and returns its number. */
  public String open(ObjectNode form, Fault... warnings) {
    return inTransaction(
        () -> bean(Cases.class).open(new Application(form), told(warnings), now()));
  }

  public <T> T inTransaction(Callable<T> work) {
    return new TransactionTemplate(bean(PlatformTransactionManager.class))
        .execute(
            status -> {
              try {
                return work.call();
              } catch (RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new IllegalStateException(e.getMessage(), e);
              }
            });
  }

  private static JsonNode told(Fault... warnings) {
    return Json.mapper().valueToTree(List.of(warnings));
  }

  public CaseReader.CaseView view(String caseNo) {
    return bean(CaseReader.class).view(caseNo).orElseThrow();
  }

  /** The next order dispatched to this partner for this case. */
  public Dispatch next(String caseNo, String partner) {
    var end = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < end) {
      for (var dispatch : dispatched) {
        if (dispatch.caseNo().equals(caseNo) && dispatch.partner().equals(partner)) {
          dispatched.remove(dispatch);
          return dispatch;
        }
      }
      awaitNews();
    }
    throw new AssertionError("nothing was dispatched to " + partner + " for " + caseNo);
  }

  /** Whether anything lies ready for this partner and case now. */
  public boolean anyFor(String caseNo, String partner) {
    return dispatched.stream()
        .anyMatch(it -> it.caseNo().equals(caseNo) && it.partner().equals(partner));
  }

  /** Everything that lies ready, in the order in which it was put there. */
  public List<Dispatch> queued() {
    return List.copyOf(dispatched);
  }

  private void awaitNews() {
    try {
      var news = dispatched.poll(100, TimeUnit.MILLISECONDS);
      if (news != null) {
        dispatched.add(news);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void put(Dispatch dispatch) {
    if (queuesDown) {
      throw new IllegalStateException("the queues are down");
    }
    dispatched.add(dispatch);
  }

  @Override
  public void close() {
    context.close();
  }

  private static String temporaryFolder() {
    try {
      return Files.createTempDirectory("lianbao-rooms").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode sample() {
    try {
      return Json.read(Files.readAllBytes(Path.of("src/test/resources/application-formal.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  @EnableTransactionManagement
  @ComponentScan(
      basePackages = {
        "org.lianbao.partners",
        "org.lianbao.cases",
        "org.lianbao.delivery",
        "org.lianbao.callbacks",
        "org.lianbao.silence"
      },
      excludeFilters = @ComponentScan.Filter(TestConfiguration.class))
  static class Wiring {

    // The pool is shared by all tests and outlives this context.
    @Bean(destroyMethod = "")
    DataSource dataSource() {
      return TestDatabase.dataSource();
    }

    @Bean
    PlatformTransactionManager transactions(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }

    @Bean
    JdbcClient jdbc(DataSource dataSource) {
      return JdbcClient.create(dataSource);
    }
  }
}
