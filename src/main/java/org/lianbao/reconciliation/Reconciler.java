package org.lianbao.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.lianbao.callbacks.WaitingReports;
import org.lianbao.cases.Cases;
import org.lianbao.cases.RecordLookup;
import org.lianbao.delivery.OrdersOfDay;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.reconciliation.Listings.Unlisted;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks a partner for its list, page by page, then compares in one transaction. Of the hubs that
 * share a database one at a time compares with a partner.
 */
class Reconciler implements Reconciliation {

  /** Beyond these a list has no end. */
  static final int MOST_PAGES = 20_000;

  static final int MOST_ROWS = 1_000_000;

  /** Other days on which a day's orders were tried; a partner that was away for longer is rare. */
  private static final int MOST_OTHER_DAYS = 31;

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final Partners partners;
  private final ObjectProvider<Listings> listings;
  private final OrdersOfDay orders;
  private final Cases cases;
  private final RecordLookup record;
  private final WaitingReports waiting;
  private final ListedTable listed;
  private final ComparisonTable table;
  private final DataSource database;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Reconciler(
      Partners partners,
      ObjectProvider<Listings> listings,
      OrdersOfDay orders,
      Cases cases,
      RecordLookup record,
      WaitingReports waiting,
      ListedTable listed,
      ComparisonTable table,
      DataSource database,
      TransactionTemplate transaction,
      Clock clock) {
    this.partners = partners;
    this.listings = listings;
    this.orders = orders;
    this.cases = cases;
    this.record = record;
    this.waiting = waiting;
    this.listed = listed;
    this.table = table;
    this.database = database;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public List<Partner> partners() {
    return partners.all().stream().filter(partner -> partner.listing().isPresent()).toList();
  }

  @Override
  public Comparison compare(String slug, LocalDate day) {
    return compare(slug, day, Instant.MAX);
  }

  /** The same, unless it was begun at this time or later. */
  Comparison compare(String slug, LocalDate day, Instant notSince) {
    var partner =
        partners
            .find(slug)
            .filter(it -> it.listing().isPresent())
            .orElseThrow(() -> new IllegalArgumentException(slug + " cannot list what it has"));
    try (var place = Place.taken(database, slug)) {
      if (place == null) {
        return table.find(slug, day).orElseGet(() -> running(slug, day));
      }
      var before = table.find(slug, day);
      if (before.isPresent() && !before.get().startedAt().isBefore(notSince)) {
        return before.get();
      }
      run(partner, new DayAsked(day));
      return table.find(slug, day).orElseThrow();
    } catch (SQLException e) {
      throw new IllegalStateException("the hub's database failed: " + e.getSQLState(), e);
    }
  }

  private Comparison running(String slug, LocalDate day) {
    return new Comparison(
        slug, day, Comparison.State.RUNNING, clock.now(), null, null, Comparison.Counts.NONE, 0);
  }

  private void run(Partner partner, DayAsked day) {
    var slug = partner.slug();
    var now = clock.now();
    table.start(slug, day.day(), now);
    try {
      ask(partner, day);
      transaction.executeWithoutResult(
          status -> {
            table.lookAgain(slug, day.day());
            var counts =
                new Comparing(orders, cases, record, waiting, listed, table, partner, day, now)
                    .run();
            table.forgetUnseen(slug, day.day());
            table.done(slug, day.day(), clock.now(), counts);
          });
    } catch (Unlisted e) {
      LOG.warn("{}: its list of {} cannot be had: {}", slug, day.day(), e.getMessage());
      table.fail(slug, day.day(), clock.now(), e.getMessage());
    } catch (RuntimeException e) {
      table.fail(
          slug, day.day(), clock.now(), "联报自身出错，详见日志 / the hub itself failed; its log says more");
      throw e;
    } finally {
      listed.clear(slug, day.day());
    }
  }

  /**
   * An order that was tried on several days may be in the list of any of them, and in one of those
   * for which the partner may let it lie.
   */
  private void ask(Partner partner, DayAsked day) {
    listed.clear(partner.slug(), day.day());
    fetch(partner, day, day);
    var others =
        new TreeSet<>(
            orders.daysTried(partner.slug(), Comparing.kinds(partner), day.from(), day.to()));
    var today = clock.now().atZone(Clock.COUNTY).toLocalDate();
    day.day()
        .datesUntil(day.day().plusDays(partner.listing().orElseThrow().grace().toDays() + 1))
        .filter(other -> !other.isAfter(today))
        .forEach(others::add);
    others.remove(day.day());
    others.stream()
        .limit(MOST_OTHER_DAYS)
        .forEach(other -> fetch(partner, day, new DayAsked(other)));
  }

  private void fetch(Partner partner, DayAsked compared, DayAsked asked) {
    var applications = Comparing.applications(partner);
    JsonNode after = null;
    var rows = 0;
    for (var number = 1; number <= MOST_PAGES && rows <= MOST_ROWS; number++) {
      var page = listings.getObject().page(partner.slug(), asked.question(number, after));
      var read = page.rows().stream().map(row -> Listed.of(row, applications)).toList();
      transaction.executeWithoutResult(
          status -> listed.add(partner.slug(), compared.day(), read, asked.equals(compared)));
      rows += read.size();
      if (page.next() == null) {
        return;
      }
      if (page.next().equals(after)) {
        throw new Unlisted("清单翻页不前进 / the list does not go on from page to page");
      }
      after = page.next();
    }
    throw new Unlisted(
        "清单超过 %d 行或 %d 页 / the list has more than %d rows or %d pages"
            .formatted(MOST_ROWS, MOST_PAGES, MOST_ROWS, MOST_PAGES));
  }

  @Override
  public List<Comparison> of(LocalDate day) {
    return table.of(day);
  }

  @Override
  public List<LocalDate> days(int limit) {
    return table.days(limit);
  }

  @Override
  public List<Difference> differences(LocalDate day, String partner, int limit) {
    return table.differences(day, partner, limit);
  }
}
