package org.lianbao.window;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lianbao.application.NoteCheck.Box;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Problem.Fault;
import org.lianbao.shared.Problem.Severity;

/**
 * What somebody wrote into the boxes of an act, as the document the act takes. Times are Beijing's;
 * facts are lines such as {@code externalLine=true}; what cannot be read stays as it is, so that
 * the act's own check refuses it.
 */
final class Paper {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern FACT = Pattern.compile("([A-Za-z]\\w{0,39})\\s*[=＝]\\s*(\\S.*)");

  private final ObjectNode document = NODES.objectNode();
  private final Map<String, ObjectNode> entries = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();

  private Paper() {}

  /** Reads the boxes; blank ones are left out. */
  static Paper of(Act act, Map<String, String> written) {
    var paper = new Paper();
    for (var box : act.check().boxes()) {
      var text = written.getOrDefault(box.pointer(), "").strip();
      if (!text.isEmpty()) {
        paper.write(act, box, text);
      }
    }
    return paper;
  }

  ObjectNode document() {
    return document;
  }

  /** What could not even be read. */
  List<Fault> faults() {
    return faults;
  }

  private void write(Act act, Box box, String text) {
    var value =
        switch (box.kind()) {
          case NUMBER -> number(text);
          case TIME -> NODES.textNode(time(text));
          case FACTS -> facts(act, box, text);
          case LINE, TEXT, DAY, CHOICE -> NODES.textNode(text);
        };
    var parts = box.pointer().substring(1).split("/");
    if (parts.length == 1) {
      document.set(parts[0], value);
      return;
    }
    // An entry of a list: those left blank before it do not count.
    entries
        .computeIfAbsent(
            parts[0] + "/" + parts[1], entry -> document.withArray("/" + parts[0]).addObject())
        .set(parts[2], value);
  }

  private static JsonNode number(String text) {
    try {
      return NODES.numberNode(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return NODES.textNode(text);
    }
  }

  private static String time(String text) {
    try {
      return LocalDateTime.parse(text)
          .atZone(Clock.COUNTY)
          .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    } catch (DateTimeException e) {
      return text;
    }
  }

  private JsonNode facts(Act act, Box box, String text) {
    var facts = NODES.objectNode();
    for (var line : text.lines().map(String::strip).filter(it -> !it.isEmpty()).toList()) {
      var fact = FACT.matcher(line);
      if (fact.matches()) {
        facts.set(fact.group(1), fact(fact.group(2)));
      } else {
        var label = act.check().label(box.pointer());
        faults.add(
            new Fault(
                box.pointer(),
                label,
                "NOT_A_FACT",
                label + "：每行一项，如 externalLine=true / one in a line, such as externalLine=true",
                Severity.ERROR));
      }
    }
    return facts;
  }

  private static JsonNode fact(String text) {
    return switch (text) {
      case "true", "是" -> NODES.booleanNode(true);
      case "false", "否" -> NODES.booleanNode(false);
      default -> text.matches("-?\\d{1,15}(\\.\\d{1,6})?") ? number(text) : NODES.textNode(text);
    };
  }
}
