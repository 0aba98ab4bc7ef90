package org.lianbao.alerts;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Finding.Words;
import org.lianbao.shared.Language;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Puts alerts into words; a kind without words keeps its name. */
record Wording(MessageSource messages, Partners partners) {

  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]{1,40})\\}");
  private static final String NOTHING = "—";

  static Wording load(Partners partners) {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("messages");
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    return new Wording(messages, partners);
  }

  Alert alert(KeptAlert kept) {
    var cause = kept.cause();
    var key = "alert." + cause.kind() + ".";
    return new Alert(
        kept.id(),
        cause.kind(),
        cause.partner().isEmpty() ? null : cause.partner(),
        kept.since(),
        kept.openedAt(),
        kept.seenAt(),
        kept.clearedAt(),
        kept.count(),
        kept.about(),
        words(key + "title", cause.kind(), kept),
        words(key + "text", "", kept),
        words(key + "next", "", kept),
        messages.getMessage(key + "link", null, null, Locale.SIMPLIFIED_CHINESE));
  }

  String say(Locale locale, String key, Object... values) {
    return messages.getMessage(key, values, locale);
  }

  private Words words(String key, String otherwise, KeptAlert kept) {
    return new Words(
        text(key, otherwise, kept, Locale.SIMPLIFIED_CHINESE),
        text(key, otherwise, kept, Locale.ENGLISH));
  }

  private String text(String key, String otherwise, KeptAlert kept, Locale locale) {
    var facts = new HashMap<>(kept.facts());
    facts.put("partner", name(kept.cause().partner(), locale));
    facts.put("count", Long.toString(kept.count()));
    UnaryOperator<String> half = text -> Language.half(text, locale);
    return filled(messages.getMessage(key, null, otherwise, locale), facts, half);
  }

  private static String filled(String text, Map<String, String> facts, UnaryOperator<String> half) {
    return NAME.matcher(text)
        .replaceAll(
            name ->
                Matcher.quoteReplacement(half.apply(facts.getOrDefault(name.group(1), NOTHING))));
  }

  private String name(String slug, Locale locale) {
    if (slug.isEmpty() || slug.equals("hub")) {
      return say(locale, "source.hub");
    }
    if (slug.equals("window")) {
      return say(locale, "source.window");
    }
    return partners
        .find(slug)
        .map(partner -> Language.english(locale) ? partner.name() : partner.nameZh())
        .orElse(slug);
  }
}
