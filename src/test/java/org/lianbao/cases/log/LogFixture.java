package org.lianbao.cases.log;

import static org.lianbao.cases.log.Neighbours.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.lianbao.TestDatabase;
import org.lianbao.calendar.CalendarInUse;
import org.lianbao.calendar.Pause;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.Cases;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Ledger;
import org.lianbao.cases.OwedOrder;
import org.lianbao.cases.Supervision;
import org.lianbao.cases.Told;
import org.lianbao.cases.clocks.Timekeeping;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The log on a real database, with ports that keep what they were given. */
final class LogFixture implements AutoCloseable {

  private final AnnotationConfigApplicationContext context = context();
  final Cases cases = context.getBean(Cases.class);
  final CaseReader reader = context.getBean(CaseReader.class);
  final JdbcClient jdbc = context.getBean(JdbcClient.class);
  final Recorded owed = context.getBean(Recorded.class);
  final ClockWatch watch = context.getBean(ClockWatch.class);
  final Timekeeping keeping = context.getBean(Timekeeping.class);
  final Supervision figures = context.getBean(Supervision.class);
  final CalendarInUse calendar = context.getBean(CalendarInUse.class);

  @SuppressWarnings("unchecked")
  private final AtomicReference<Instant> time = context.getBean(AtomicReference.class);

  private final AtomicBoolean undone = new AtomicBoolean();
  private final TransactionTemplate transaction =
      new TransactionTemplate(context.getBean(PlatformTransactionManager.class));

  private static AnnotationConfigApplicationContext context() {
    var context = new AnnotationConfigApplicationContext();
    // The tests keep time themselves.
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test", Map.of("lianbao.data", temporaryFolder(), "lianbao.clocks.watch", "1h")));
    context.register(Ports.class);
    context.refresh();
    return context;
  }

  private static String temporaryFolder() {
    try {
      return Files.createTempDirectory("lianbao-log").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It is now this. */
  void at(Instant now) {
    time.set(now);
  }

  <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(
        status -> {
          var done = work.get();
          if (undone.getAndSet(false)) {
            status.setRollbackOnly();
          }
          return done;
        });
  }

  /** What the transaction did is undone. */
  void rollBack() {
    undone.set(true);
  }

  CaseFile stored(String caseNo) {
    return jdbc.sql("select file from case_file where case_no = :caseNo")
        .param("caseNo", caseNo)
        .query((row, n) -> Json.read(row.getString(1), CaseFile.class))
        .single();
  }

  List<CaseEvent> log(String caseNo) {
    return jdbc.sql(
            """
            select type, occurred_at, order_no, body from case_event
            where case_no = :caseNo order by seq
            """)
        .param("caseNo", caseNo)
        .query(
            (row, n) ->
                EventJson.read(
                    EventType.ofStored(row.getString("type")),
                    row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                    row.getString("order_no"),
                    Json.read(row.getString("body"), JsonNode.class)))
        .list();
  }

  void tell(String caseNo, Told... tidings) {
    transaction.executeWithoutResult(status -> cases.tell(caseNo, List.of(tidings)));
  }

  @Override
  public void close() {
    context.close();
  }

  /** A ledger that remembers what was owed by transactions that were committed. */
  static final class Recorded implements Ledger {

    private final List<List<OwedOrder>> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> cancelled = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, List<Pause>> closings = new ConcurrentHashMap<>();

    @Override
    public void owe(List<OwedOrder> orders) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              calls.add(List.copyOf(orders));
            }
          });
    }

    @Override
    public void cancel(String caseNo, List<String> orderNos) {
      cancelled.addAll(orderNos);
    }

    @Override
    public List<Pause> closed(String partner, Instant from, Instant to) {
      return Pause.merged(
          closings.getOrDefault(partner, List.of()).stream()
              .filter(it -> it.to().isAfter(from) && it.from().isBefore(to))
              .map(
                  it ->
                      new Pause(
                          it.from().isBefore(from) ? from : it.from(),
                          it.to().isAfter(to) ? to : it.to()))
              .toList());
    }

    /** Nothing can go to the partner between these instants. */
    void close(String partner, Instant from, Instant to) {
      closings.computeIfAbsent(partner, it -> new ArrayList<>()).add(new Pause(from, to));
    }

    /** What was taken back of the case. */
    List<String> cancelledOf(String caseNo) {
      synchronized (cancelled) {
        return cancelled.stream().filter(it -> it.startsWith(caseNo)).toList();
      }
    }

    /** What was owed for the case, call by call. */
    List<List<OwedOrder>> of(String caseNo) {
      synchronized (calls) {
        return calls.stream()
            .filter(call -> call.stream().anyMatch(order -> order.caseNo().equals(caseNo)))
            .toList();
      }
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  @EnableTransactionManagement
  @Import(CaseLogConfiguration.class)
  static class Ports {

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

    @Bean
    Recorded ledger() {
      return new Recorded();
    }

    @Bean
    Partners partners() {
      // Nobody takes gas.
      return new Neighbours(
          List.of(
              partner("county", "县系统", "GG", "upstream", "status"),
              partner("water", "供水(SW)", "W", "utility:WATER", "connect", "intent"),
              partner(
                  "power",
                  "供电(GD)",
                  "E",
                  "utility:POWER",
                  List.of("/application/power", "/details"),
                  "connect",
                  "amend"),
              partner(
                  "heat",
                  "供热(GR)",
                  "H",
                  "utility:HEAT",
                  List.of("/application/applicant/contactMobile", "/details"),
                  "connect",
                  "amend"),
              partner("approval", "审批(XZSP)", "SP", "approval-lead", "approval", "commitment"),
              partner("urban", "城管(CGJ)", "CG", "urban-management", "works-plan"),
              partner("credit", "信用(DSJ)", "SJ", "credit-records", "credit-record"),
              partner("housing", "住建(ZJJ)", "ZJ", "acceptance-lead", "acceptance")));
    }

    @Bean
    AtomicReference<Instant> time() {
      return new AtomicReference<>(CaseFixture.hour(240));
    }

    @Bean
    Clock clock(AtomicReference<Instant> time) {
      // Time goes on whenever somebody looks.
      return new Clock(() -> time.updateAndGet(it -> it.plusMillis(1)));
    }
  }
}
