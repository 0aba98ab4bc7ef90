package org.lianbao.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.lianbao.application.Services;
import org.lianbao.application.Services.Service;
import org.lianbao.cases.EventType;
import org.lianbao.partners.Partner;
import org.lianbao.shared.Finding;
import org.lianbao.shared.Language;
import org.springframework.context.MessageSource;

/** What the reader of a page reads, in the language chosen; a code without words stays a code. */
record Words(MessageSource messages, Services services, Locale locale) {

  boolean english() {
    return Language.english(locale);
  }

  String say(String key, Object... values) {
    return messages.getMessage(key, values, locale);
  }

  /** The words for a code of a group, such as {@code status.OPEN}; {@code null} stays empty. */
  String code(String group, String code) {
    return code == null ? "" : messages.getMessage(group + "." + code, null, code, locale);
  }

  /** The name of a service by its code; {@code null} stays empty. */
  String service(String code) {
    return code == null ? "" : services.find(code).map(this::name).orElse(code);
  }

  /**
   * A value of a document as people write it: words for yes, no and the codes of the form's lists,
   * numbers without exponents, lists with commas.
   */
  String value(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    if (value.isBoolean()) {
      return say(value.asBoolean() ? "yes" : "no");
    }
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(this::value)
          .collect(Collectors.joining(say("comma")));
    }
    if (value.isObject()) {
      return value.properties().stream()
          .map(field -> half(value(field.getValue())))
          .collect(Collectors.joining(" "));
    }
    var text = value.isTextual() ? value.asText() : value.toString();
    return text.matches("[A-Z_]{1,40}") ? known(text) : text;
  }

  private String known(String code) {
    return EventType.named(code).map(this::event).orElseGet(() -> code("value", service(code)));
  }

  /** The words for a stage code; {@code label} where this page knows no better. */
  String stage(String code, String label) {
    return messages.getMessage("stage." + code, null, label == null ? code : label, locale);
  }

  /** The words for an event; milestones carry the Chinese only, the vocabulary has the English. */
  String event(String code, String label, String labelEn) {
    if (!english()) {
      return label == null ? code : label;
    }
    return labelEn != null
        ? labelEn
        : EventType.named(code).map(EventType::en).orElse(label == null ? code : label);
  }

  /** A text that exists in both languages; {@code null} stays empty. */
  String either(Finding.Words text) {
    return text == null ? "" : english() ? text.en() : text.zh();
  }

  String event(EventType type) {
    return english() ? type.en() : type.zh();
  }

  private String name(Service service) {
    return english()
        ? service.en().substring(0, 1).toUpperCase(Locale.ROOT) + service.en().substring(1)
        : service.zh();
  }

  String name(Partner partner) {
    return english() ? partner.name() : partner.nameZh();
  }

  /** The half in this language of a text that says it twice: Chinese first, " / ", then English. */
  String half(String twice) {
    return Language.half(twice, locale);
  }
}
