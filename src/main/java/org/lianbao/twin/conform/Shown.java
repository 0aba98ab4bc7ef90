package org.lianbao.twin.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lianbao.routing.bench.Attempt;
import org.lianbao.routing.check.Dealings;

/** Puts messages into words for the report, masked. */
final class Shown {

  private static final int LONGEST = 6_000;

  private final Dealings dealings;
  private final UnaryOperator<String> mask;

  Shown(Dealings dealings, UnaryOperator<String> mask) {
    this.dealings = dealings;
    this.mask = mask;
  }

  String sent(Attempt attempt) {
    return attempt.sent().stream()
        .map(wire -> wire.to() + "\n" + text(wire.body(), charset(wire)))
        .collect(Collectors.joining("\n\n"));
  }

  String came(Attempt attempt) {
    var answers =
        attempt.sent().stream()
            .filter(wire -> wire.answer().length > 0)
            .map(wire -> text(wire.answer(), answered(wire)))
            .collect(Collectors.joining("\n\n"));
    return outcome(attempt) + (answers.isEmpty() ? "" : "\n\n" + answers);
  }

  String outcome(Attempt attempt) {
    var text = new StringBuilder(attempt.outcome());
    Optional.ofNullable(attempt.partnerRef()).ifPresent(ref -> text.append(" ").append(ref));
    Optional.ofNullable(attempt.blame()).ifPresent(blame -> text.append(" ").append(blame));
    Optional.ofNullable(attempt.code()).ifPresent(code -> text.append(" ").append(code));
    Optional.ofNullable(attempt.reason())
        .ifPresent(reason -> text.append("\n").append(mask.apply(reason)));
    return text.toString();
  }

  /** Events by name and outcome, one a line; what has no meaning yet and bad rows as they are. */
  static String events(List<JsonNode> items) {
    return items.isEmpty()
        ? "无事件 / no event"
        : items.stream().map(Shown::event).collect(Collectors.joining("\n"));
  }

  static String event(JsonNode item) {
    if (item.has("event")) {
      var outcome = item.path("outcome").asText("");
      return item.path("event").asText() + (outcome.isEmpty() ? "" : " " + outcome);
    }
    return item.has("reject")
        ? "reject: " + item.path("reject").asText()
        : "unmapped: " + item.path("unmapped").asText();
  }

  /**
   * A message that may not be in its character set: what another set reads of it would not be
   * masked, so what is UTF-8 is read as such.
   */
  String broken(byte[] body, Charset agreed) {
    var utf8 = new String(body, StandardCharsets.UTF_8);
    return text(body, utf8.indexOf('\uFFFD') < 0 ? StandardCharsets.UTF_8 : agreed);
  }

  String text(byte[] body, Charset charset) {
    var text = new String(body, charset);
    var readable = form(text) ? decoded(text, charset) : text;
    var masked = mask.apply(readable);
    return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…";
  }

  /** Nobody reads percent signs; and what is not decoded cannot be masked. */
  private static boolean form(String text) {
    return text.matches("[A-Za-z0-9_.-]+=[^\\s<>{}\"]*(&[A-Za-z0-9_.-]+=[^\\s<>{}\"]*)*");
  }

  private static String decoded(String text, Charset charset) {
    return List.of(text.split("&")).stream()
        .map(pair -> URLDecoder.decode(pair, charset))
        .collect(Collectors.joining("\n"));
  }

  private Charset charset(Attempt.Wire wire) {
    return dealings.calls().stream()
        .filter(call -> call.step().equals(wire.step()))
        .map(Dealings.Call::charset)
        .findFirst()
        .orElseGet(
            () ->
                dealings.calls().stream()
                    .filter(Dealings.Call::order)
                    .map(Dealings.Call::charset)
                    .findFirst()
                    .orElse(StandardCharsets.UTF_8));
  }

  private Charset answered(Attempt.Wire wire) {
    return dealings.calls().stream()
        .filter(call -> call.step().equals(wire.step()))
        .flatMap(call -> call.reader().stream())
        .map(Dealings.Reader::charset)
        .findFirst()
        .orElse(StandardCharsets.UTF_8);
  }
}
