package org.lianbao.alerts;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lianbao.alerts.News.Item;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/**
 * A webhook as Standard Webhooks has it: {@code webhook-id} is the same at every try, {@code
 * webhook-signature} is {@code v1} over id, timestamp and body.
 */
final class WebhookChannel implements Channel {

  private final URI url;
  private final byte[] key;
  private final Post post;
  private final Clock clock;

  WebhookChannel(AlertSettings.Webhook settings, Post post, Clock clock) {
    this.url = URI.create(settings.url());
    this.key = settings.key();
    this.post = post;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public String tell(Message message) throws NotTold {
    var id = "msg_" + message.news().id();
    var at = Long.toString(clock.now().getEpochSecond());
    var body = Json.write(Payload.of(message));
    post.json(
        url,
        Map.of(
            "webhook-id",
            id,
            "webhook-timestamp",
            at,
            "webhook-signature",
            "v1," + Hmac.sha256(key, String.join(".", id, at, body))),
        body);
    return "HTTP 2xx";
  }

  /**
   * @param type {@code alerts.changed}, or {@code alerts.test}
   * @param timestamp when what it tells was put together
   */
  record Payload(String type, Instant timestamp, Data data) {

    static Payload of(Message message) {
      var news = message.news();
      return new Payload(
          news.items().isEmpty() ? "alerts.test" : "alerts.changed",
          news.madeAt(),
          new Data(message.text(), news.items(), news.more()));
    }
  }

  record Data(String text, List<Item> items, long more) {}
}
