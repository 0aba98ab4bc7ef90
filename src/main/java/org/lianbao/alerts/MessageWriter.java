package org.lianbao.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lianbao.alerts.News.Item;
import org.lianbao.alerts.News.What;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Finding.Words;
import org.lianbao.shared.Language;

/**
 * Writes what people read on a channel, in the language that is set.
 *
 * @param linkBase what links to the hub's pages begin with; blank: there are none
 */
record MessageWriter(Wording wording, Locale locale, String linkBase) {

  private static final int LINES = 12;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(Clock.COUNTY);

  Message message(News news) {
    if (news.items().isEmpty()) {
      var test = say("alerts.test", TIME.format(news.madeAt()));
      return new Message(news, say("alerts.test.title"), test, test);
    }
    var all =
        news.items().stream().map(this::whole).collect(Collectors.joining("\n\n")) + end(news);
    return news.items().size() == 1
        ? new Message(news, head(news.items().get(0)), all, all)
        : new Message(news, subject(news), subject(news) + "\n\n" + all, brief(news));
  }

  private String subject(News news) {
    var open = news.items().stream().filter(item -> item.what() == What.OPENED).count();
    return say("alerts.several", open, news.items().size() + news.more() - open);
  }

  private String brief(News news) {
    var shown = news.items().stream().limit(LINES).map(this::head).toList();
    var left = news.items().size() - shown.size() + news.more();
    var lines = new ArrayList<>(shown);
    lines.add(0, subject(news));
    if (left > 0) {
      lines.add(say("alerts.more", left));
    }
    lines.add(where(null));
    return joined(lines);
  }

  private String head(Item item) {
    return say("alerts.head." + item.what().name(), either(item.alert().title()));
  }

  private String whole(Item item) {
    var alert = item.alert();
    var lines = new ArrayList<String>();
    lines.add(head(item));
    if (item.what() == What.OPENED) {
      lines.add(either(alert.text()));
    }
    lines.add(about(alert));
    lines.add(
        alert.clearedAt() == null
            ? say("alerts.since", TIME.format(alert.since()))
            : say(
                "alerts.from.to",
                TIME.format(alert.since()),
                TIME.format(alert.seenAt()),
                lasted(alert.since(), alert.seenAt())));
    if (item.what() == What.OPENED) {
      lines.add(say("alerts.next", either(alert.nextStep())));
      lines.add(where(alert.link()));
    }
    return joined(lines);
  }

  /** The first of what it is about; the partner itself is named already. */
  private String about(Alert alert) {
    var named = alert.about().stream().filter(it -> !it.equals(alert.partner())).limit(5).toList();
    if (named.isEmpty()) {
      return "";
    }
    var list = String.join(say("comma"), named);
    return alert.count() > named.size()
        ? say("alerts.about.of", list, alert.count())
        : say("alerts.about", list);
  }

  private String end(News news) {
    return news.more() > 0 ? "\n\n" + say("alerts.more", news.more()) + "\n" + where(null) : "";
  }

  private String where(String link) {
    return linkBase.isBlank() ? "" : linkBase + (link == null ? "/alerts" : link);
  }

  private String lasted(Instant from, Instant to) {
    var time = Duration.between(from, to);
    return say("alerts.lasted", time.toDays(), time.toHoursPart(), time.toMinutesPart());
  }

  private static String joined(List<String> lines) {
    return lines.stream().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
  }

  private String either(Words words) {
    return Language.english(locale) ? words.en() : words.zh();
  }

  private String say(String key, Object... values) {
    return wording.say(locale, key, values);
  }
}
