package org.lianbao.alerts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lianbao.alerts.Alerts.Reach;
import org.lianbao.alerts.Alerts.Trial;
import org.lianbao.alerts.News.Item;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells each channel what happened since it was last told: one message at a time, the same at each
 * try until it is taken, and everything that happened meanwhile in the next. So a channel that is
 * down loses nothing and is not flooded when it comes back.
 */
class Telling {

  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

  /** Alerts in one message at the most. */
  private static final int MOST = 20;

  /** After this long a hub that tells and says nothing more counts as gone. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private final AlertTable alerts;
  private final ChannelTable table;
  private final List<Channel> channels;
  private final MessageWriter writer;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Telling(
      AlertTable alerts,
      ChannelTable table,
      List<Channel> channels,
      MessageWriter writer,
      TransactionTemplate transaction,
      Clock clock) {
    this.alerts = alerts;
    this.table = table;
    this.channels = List.copyOf(channels);
    this.writer = writer;
    this.transaction = transaction;
    this.clock = clock;
    channels.forEach(channel -> table.know(channel.name(), alerts.latest()));
  }

  /** Tells every channel what is due. */
  void tell() {
    for (var channel : channels) {
      try {
        while (told(channel)) {
          LOG.debug("{} was told and may have more to hear", channel.name());
        }
      } catch (RuntimeException e) {
        LOG.warn("{} could not be told and will be again: {}", channel.name(), e.toString());
      }
    }
  }

  /** Whether there was something and it was taken. */
  private boolean told(Channel channel) {
    var name = channel.name();
    var due = transaction.execute(status -> due(name));
    if (due.isEmpty()) {
      return false;
    }
    var news = due.get().news();
    try {
      channel.tell(writer.message(news));
      table.told(name, news, clock.now());
      return true;
    } catch (NotTold e) {
      table.failed(name, news, e.getMessage(), clock.now().plus(wait(due.get().tries(), e)));
      LOG.warn("{} did not take an alert: {}", name, e.getMessage());
      return false;
    }
  }

  private Optional<ChannelTable.Pending> due(String channel) {
    var told = table.lock(channel);
    if (told.isEmpty()) {
      return Optional.empty();
    }
    var now = clock.now();
    if (table.pending(channel).isEmpty()) {
      var latest = alerts.latest();
      if (latest <= told.get()) {
        return Optional.empty();
      }
      table.put(channel, news(told.get()), latest, now);
    }
    var pending = table.pending(channel).filter(it -> !it.tryAt().isAfter(now));
    pending.ifPresent(it -> table.tryAt(channel, now.plus(LEASE)));
    return pending;
  }

  private News news(long told) {
    var items =
        alerts.after(told, MOST).stream()
            .map(alert -> Item.of(alert, told, writer.wording()))
            .toList();
    return new News(UUID.randomUUID(), clock.now(), items, alerts.countAfter(told) - items.size());
  }

  private static Duration wait(int tries, NotTold fault) {
    var own = FIRST_WAIT.multipliedBy(1L << Math.min(tries, 10));
    var asked = shorter(fault.retryAfter(), LONGEST_ASKED);
    own = shorter(own, LONGEST_WAIT);
    return asked.compareTo(own) > 0 ? asked : own;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  List<Reach> reach() {
    return table.reach(channels.stream().map(Channel::name).toList());
  }

  /** Tries every channel with a message that says it is a test. */
  List<Trial> test() {
    var message = writer.message(new News(UUID.randomUUID(), clock.now(), List.of(), 0));
    return channels.stream().map(channel -> test(channel, message)).toList();
  }

  private static Trial test(Channel channel, Message message) {
    try {
      return new Trial(channel.name(), true, channel.tell(message));
    } catch (NotTold e) {
      return new Trial(channel.name(), false, e.getMessage());
    }
  }
}
