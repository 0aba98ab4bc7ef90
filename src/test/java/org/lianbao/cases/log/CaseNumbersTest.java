package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.lianbao.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CaseNumbersTest {

  @Test
  void aNumberIsThePrefixTheCountysDayAndAtLeastFiveDigits() {
    try (var numbers = new CaseNumbers(JdbcClient.create(TestDatabase.dataSource()))) {
      // Half past midnight in the county is still the day before in UTC.
      assertThat(numbers.next(Instant.parse("2001-03-03T16:30:00Z")))
          .isEqualTo("BZ4109282001030400001");
    }
  }

  @Test
  void twoHubsNeverGiveTheSameNumber() throws Exception {
    var day = Instant.parse("2001-03-05T02:00:00Z");
    var all = new ArrayList<String>();
    try (var one = hub(TestDatabase.dataSource());
        var other = hub(TestDatabase.dataSource())) {
      var threads = Executors.newFixedThreadPool(4);
      var work =
          IntStream.range(0, 8)
              .<Callable<List<String>>>mapToObj(n -> () -> take(n % 2 == 0 ? one : other, day, 300))
              .toList();
      for (var taken : threads.invokeAll(work)) {
        all.addAll(taken.get());
      }
      threads.shutdown();
    }

    assertThat(all).hasSize(2400).doesNotHaveDuplicates();
  }

  @Test
  void aPoolOfOneConnectionHeldByTheAskerIsEnough() {
    try (var small = new HikariDataSource()) {
      small.setJdbcUrl(TestDatabase.url());
      small.setMaximumPoolSize(1);
      small.setConnectionTimeout(Duration.ofSeconds(2).toMillis());
      try (var hub = hub(small)) {
        assertThat(take(hub, Instant.parse("2001-03-06T02:00:00Z"), 5)).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void aNumberTakenInATransactionThatFailsIsNotLostToOthers() {
    var day = Instant.parse("2001-03-07T02:00:00Z");
    try (var hub = hub(TestDatabase.dataSource());
        var other = hub(TestDatabase.dataSource())) {
      assertThatThrownBy(
              () ->
                  hub.transaction.executeWithoutResult(
                      status -> {
                        hub.numbers.next(day);
                        throw new IllegalStateException("the power fails");
                      }))
          .hasMessage("the power fails");

      var numbers = new ArrayList<>(take(hub, day, 300));
      numbers.addAll(take(other, day, 300));
      assertThat(numbers).doesNotHaveDuplicates();
    }
  }

  /** A hub as far as numbers go. */
  private record Hub(CaseNumbers numbers, TransactionTemplate transaction)
      implements AutoCloseable {

    @Override
    public void close() {
      numbers.close();
    }
  }

  private static Hub hub(DataSource dataSource) {
    return new Hub(
        new CaseNumbers(JdbcClient.create(dataSource)),
        new TransactionTemplate(new JdbcTransactionManager(dataSource)));
  }

  private static List<String> take(Hub hub, Instant day, int many) {
    return IntStream.range(0, many)
        .mapToObj(n -> hub.transaction.execute(status -> hub.numbers.next(day)))
        .toList();
  }
}
