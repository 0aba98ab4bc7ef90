package org.lianbao.routing.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lianbao.application.Veil;
import org.lianbao.callbacks.MessageArchive;
import org.lianbao.callbacks.MessageArchive.Archived;
import org.lianbao.delivery.OrderArchive;
import org.lianbao.mapping.MappingFault;
import org.lianbao.mapping.Mappings;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Finding.Words;
import org.lianbao.shared.Json;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Sends past orders and messages through the mappings that run and through the changed ones, and
 * compares field by field. Nothing is sent and nothing is written; what is told is masked.
 */
@Service
public class Rehearsal {

  private final OrderArchive orders;
  private final MessageArchive messages;
  private final Mappings mappings;
  private final Contexts contexts;
  private final Clock clock;
  private final Path running;
  private final Path routes;
  private final Path changed;

  Rehearsal(
      OrderArchive orders,
      MessageArchive messages,
      Mappings mappings,
      Contexts contexts,
      Clock clock,
      @Value("${lianbao.running}") Path running,
      @Value("${lianbao.routes}") Path routes,
      @Value("${lianbao.mappings}") Path changed) {
    this.orders = orders;
    this.messages = messages;
    this.mappings = mappings;
    this.contexts = contexts;
    this.clock = clock;
    this.running = running;
    this.routes = routes;
    this.changed = changed;
  }

  /**
   * Rehearses one partner.
   *
   * @param last how many orders and how many messages, the latest ones
   */
  public Rehearsed rehearse(String slug, int last) {
    return new Run(slug, clock.now()).over(last);
  }

  /** One rehearsal, all of it at one moment. */
  private final class Run {

    private final String slug;
    private final Instant now;
    private final PartnerFlow before;
    private final PartnerFlow after;
    private final PartnerMappings changes;
    private final List<String> hidden;
    private final Trial trial = new Trial();
    private final Set<Words> notes = new LinkedHashSet<>();

    Run(String slug, Instant now) {
      this.slug = slug;
      this.now = now;
      this.before = PartnerFlow.read(running.resolve("routes"), slug);
      this.after = PartnerFlow.read(routes, slug);
      this.changes = new PartnerMappings(changed, slug);
      this.hidden = contexts.secrets(slug);
    }

    Rehearsed over(int last) {
      var ofOrders = orders.latest(slug, last).stream().filter(this::order).count();
      var ofMessages =
          messages.latest(slug, last).stream()
              .flatMap(id -> messages.read(id).stream())
              .filter(this::message)
              .count();
      return trial.result(slug, (int) ofOrders, (int) ofMessages, List.copyOf(notes));
    }

    private boolean order(OrderArchive.Kept kept) {
      var input = Json.read(kept.content(), JsonNode.class);
      var kind = input.path("kind").asText();
      var step = both(before.order(kind), after.order(kind), "工单", "orders");
      step.ifPresent(
          pair -> {
            var context = contexts.of(slug, now, input);
            trial.compare(
                file(pair.after().file()),
                kept.orderNo(),
                () -> mappings.apply(slug, pair.before().file(), input, context),
                () -> changes.apply(pair.after().file(), input, context),
                Veil.over(input, hidden));
          });
      return step.isPresent();
    }

    private boolean message(Archived archived) {
      var channel = archived.message().channel();
      var path = both(before.messages(channel), after.messages(channel), channel, channel);
      path.ifPresent(
          pair -> {
            var raw = archived.message().raw();
            var context = contexts.of(slug, now, contexts.order(slug, archived.orderNo()));
            var steps = pair.after().steps();
            trial.compare(
                file(steps.get(steps.size() - 1).file()),
                archived.message().receivedAt().atZone(Clock.COUNTY).toOffsetDateTime().toString(),
                () ->
                    pair.before()
                        .map(raw, (file, input) -> mappings.apply(slug, file, input, context)),
                () -> pair.after().map(raw, (file, input) -> changes.apply(file, input, context)),
                Veil.over(read(pair.before(), raw), hidden));
          });
      return path.isPresent();
    }

    /** The message as a tree, for what in it must be masked. */
    private JsonNode read(MessagePath path, byte[] raw) {
      try {
        return path.steps().get(0).read(raw);
      } catch (MappingFault e) {
        return Json.mapper().createObjectNode();
      }
    }

    private <T> Optional<Pair<T>> both(Optional<T> one, Optional<T> other, String zh, String en) {
      if (one.isEmpty() || other.isEmpty()) {
        notes.add(
            new Words(
                zh + "：路由里看不出经过哪个映射，未演练",
                en + ": the routes do not show which mapping takes them; not rehearsed"));
        return Optional.empty();
      }
      return Optional.of(new Pair<>(one.get(), other.get()));
    }

    private String file(String name) {
      return "mappings/" + slug + "/" + name;
    }
  }

  private record Pair<T>(T before, T after) {}
}
