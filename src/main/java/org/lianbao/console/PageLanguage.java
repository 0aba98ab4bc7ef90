package org.lianbao.console;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/**
 * Chinese unless the reader switches by {@code ?lang=en}; a cookie remembers the choice for a year.
 * Neither the browser's nor the machine's own language decides.
 */
@Configuration(proxyBeanMethods = false)
class PageLanguage implements WebMvcConfigurer {

  @Bean
  static MessageSource messageSource() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("messages");
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    return messages;
  }

  @Bean
  static LocaleResolver localeResolver() {
    var resolver = new CookieLocaleResolver("lianbao-lang");
    resolver.setDefaultLocaleFunction(request -> Locale.SIMPLIFIED_CHINESE);
    resolver.setCookieMaxAge(Duration.ofDays(365));
    resolver.setCookieHttpOnly(true);
    resolver.setCookieSameSite("Lax");
    resolver.setRejectInvalidCookies(false);
    return resolver;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Switch());
  }

  /** Knows two languages; whatever else is asked for is Chinese. */
  private static final class Switch extends LocaleChangeInterceptor {

    Switch() {
      setParamName("lang");
    }

    @Override
    protected Locale parseLocaleValue(String value) {
      return "en".equals(value) ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }
  }
}
