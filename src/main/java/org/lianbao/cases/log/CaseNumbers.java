package org.lianbao.cases.log;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Case numbers: the county's prefix, the day in Asia/Shanghai, a count within the day of five
 * digits or more. Each number is given once, among any number of hubs on one database; a hub that
 * stops leaves a gap.
 *
 * <p>Blocks are fetched ahead, outside of anybody's transaction. Who comes while there is none
 * takes a single number within its own transaction instead of waiting for a second connection,
 * which under load might never come.
 */
class CaseNumbers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CaseNumbers.class);
  private static final String PREFIX = "BZ410928";
  private static final int BLOCK = 200;

  private final JdbcClient jdbc;
  private final AtomicBoolean fetching = new AtomicBoolean();
  private final ExecutorService fetcher =
      Executors.newSingleThreadExecutor(
          work -> {
            var thread = new Thread(work, "case-numbers");
            thread.setDaemon(true);
            return thread;
          });
  private final Deque<Block> blocks = new ArrayDeque<>();

  CaseNumbers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Numbers of a day from {@code next} on, up to but without {@code end}. */
  private record Block(LocalDate day, long next, long end) {}

  /** A new number for a case that begins now; to be asked for within a transaction. */
  String next(Instant now) {
    var day = LocalDate.ofInstant(now, Clock.COUNTY);
    var count = fromBlock(day);
    if (count == 0) {
      // Its own number first: the block waits behind it, so the day begins with 1.
      count = reserve(day, 1);
      fetch(day);
    }
    return PREFIX
        + day.format(DateTimeFormatter.BASIC_ISO_DATE)
        + String.format(Locale.ROOT, "%05d", count);
  }

  @Override
  public void close() {
    fetcher.shutdown();
  }

  private synchronized long fromBlock(LocalDate day) {
    blocks.removeIf(block -> !block.day().equals(day) || block.next() == block.end());
    var block = blocks.poll();
    if (block == null) {
      return 0;
    }
    if (blocks.isEmpty() && block.end() - block.next() <= BLOCK / 2) {
      fetch(day);
    }
    blocks.addFirst(new Block(day, block.next() + 1, block.end()));
    return block.next();
  }

  private void fetch(LocalDate day) {
    if (fetching.compareAndSet(false, true)) {
      try {
        fetcher.execute(() -> fill(day));
      } catch (RejectedExecutionException closing) {
        fetching.set(false);
      }
    }
  }

  private void fill(LocalDate day) {
    try {
      var first = reserve(day, BLOCK);
      synchronized (this) {
        blocks.addLast(new Block(day, first, first + BLOCK));
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("no block of case numbers for now, numbers are taken singly: {}", e.getMessage());
    } finally {
      fetching.set(false);
    }
  }

  private long reserve(LocalDate day, int many) {
    return jdbc.sql(
            """
            insert into case_number as n (day, next) values (:day, 1 + :many)
            on conflict (day) do update set next = n.next + :many
            returning next - :many
            """)
        .param("day", day)
        .param("many", many)
        .query(Long.class)
        .single();
  }
}
