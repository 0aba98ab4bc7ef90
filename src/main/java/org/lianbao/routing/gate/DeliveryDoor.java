package org.lianbao.routing.gate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianbao.delivery.Failure;
import org.lianbao.delivery.Operations;
import org.lianbao.delivery.Operations.Choice;
import org.lianbao.delivery.PartnerReader;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.lianbao.silence.Silences;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's door to deliveries: who is held, and orders sent again or called off. */
@RestController
@RequestMapping("/operator")
class DeliveryDoor {

  private static final int MOST_ACTS = 20;
  private static final int MOST_DEAD = 100;
  private static final Set<String> STATES =
      Set.of("OWED", "DISPATCHED", "DELIVERED", "REFUSED", "DEAD", "CANCELLED");
  private static final String TIME = "如 2026-12-05T22:00（北京时间） / as 2026-12-05T22:00, Beijing time";

  private final Operations operations;
  private final PartnerReader reader;
  private final Silences silences;
  private final Partners partners;

  DeliveryDoor(Operations operations, PartnerReader reader, Silences silences, Partners partners) {
    this.operations = operations;
    this.reader = reader;
    this.silences = silences;
    this.partners = partners;
  }

  @GetMapping("/partners")
  ResponseEntity<byte[]> all() {
    return OperatorAnswer.of(Map.of("partners", reader.all(), "silence", silences.now()));
  }

  @GetMapping("/partners/{slug}")
  ResponseEntity<byte[]> one(@PathVariable String slug) {
    var view =
        reader.all().stream()
            .filter(it -> it.partner().equals(slug))
            .findFirst()
            .orElseThrow(OperatorAnswer::unknownPartner);
    return OperatorAnswer.of(
        Map.of(
            "partners",
            List.of(view),
            "silence",
            silences.now().stream().filter(it -> it.partner().equals(slug)).toList(),
            "dead",
            reader.dead(slug, MOST_DEAD),
            "acts",
            reader.acts(slug, MOST_ACTS)));
  }

  @PostMapping("/partners/{slug}/hold")
  ResponseEntity<byte[]> hold(
      @PathVariable String slug,
      @RequestParam String by,
      @RequestParam String why,
      @RequestParam(required = false) String until) {
    named(by, why);
    operations.hold(known(slug), time("until", until), by, why);
    return one(slug);
  }

  @PostMapping("/partners/{slug}/release")
  ResponseEntity<byte[]> release(
      @PathVariable String slug, @RequestParam String by, @RequestParam String why) {
    named(by, why);
    operations.release(known(slug), by, why);
    return one(slug);
  }

  @PostMapping("/orders/resend")
  ResponseEntity<byte[]> resend(
      @RequestParam Map<String, String> query, @RequestParam boolean dry) {
    named(query.get("by"), query.get("why"));
    return OperatorAnswer.of(
        operations.resend(choice(query), dry, query.get("by"), query.get("why")));
  }

  @PostMapping("/orders/cancel")
  ResponseEntity<byte[]> cancel(
      @RequestParam Map<String, String> query, @RequestParam boolean dry) {
    named(query.get("by"), query.get("why"));
    return OperatorAnswer.of(
        operations.cancel(choice(query), dry, query.get("by"), query.get("why")));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(OperatorAnswer.Refusal refusal) {
    return OperatorAnswer.of(refusal);
  }

  private Choice choice(Map<String, String> query) {
    var orders = query.getOrDefault("orders", "");
    var state = query.get("state");
    OperatorAnswer.require(
        state == null || STATES.contains(state), "state", String.join(", ", STATES));
    var choice =
        new Choice(
            orders.isEmpty() ? List.of() : Arrays.asList(orders.split(",")),
            query.containsKey("partner") ? known(query.get("partner")) : null,
            query.get("case"),
            state,
            failure(query.get("failure")),
            query.get("kind"),
            time("from", query.get("from")),
            time("to", query.get("to")));
    OperatorAnswer.require(
        choice.narrow(), "orders, case, partner", "至少写一项 / give at least one of them");
    return choice;
  }

  private static Failure failure(String name) {
    var found = Arrays.stream(Failure.values()).filter(it -> it.name().equals(name)).findFirst();
    OperatorAnswer.require(
        name == null || found.isPresent(), "failure", Arrays.toString(Failure.values()));
    return found.orElse(null);
  }

  private static Instant time(String name, String text) {
    try {
      return text == null ? null : LocalDateTime.parse(text).atZone(Clock.COUNTY).toInstant();
    } catch (DateTimeException e) {
      throw OperatorAnswer.refusal(
          400, "BAD_PARAMETERS", "参数有误 / Parameters cannot be used", name + ": " + TIME);
    }
  }

  private static void named(String by, String why) {
    OperatorAnswer.require(
        by != null && OperatorAnswer.NAME.matcher(by).matches(), "by", OperatorAnswer.NAMED);
    OperatorAnswer.require(
        why != null && OperatorAnswer.NAME.matcher(why).matches(), "why", OperatorAnswer.NAMED);
  }

  private String known(String slug) {
    return partners.find(slug).orElseThrow(OperatorAnswer::unknownPartner).slug();
  }
}
