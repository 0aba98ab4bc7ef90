package org.lianbao.alerts;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How trouble is looked for and who is told; {@code application.yaml} tells each setting. A channel
 * without address is not used. No text of a fault repeats an address or a secret.
 *
 * @param watch how often trouble is looked for
 * @param language of what is told
 * @param linkBase what links to the hub's pages begin with; blank: there are none
 */
@Validated
@ConfigurationProperties("lianbao.alerts")
record AlertSettings(
    @NotNull @DurationMin(millis = 50) @DurationMax(hours = 1) @DefaultValue("1m") Duration watch,
    @NotNull @DefaultValue("ZH") Language language,
    @NotNull @DefaultValue("") String linkBase,
    @NotNull @DefaultValue Webhook webhook,
    @NotNull @DefaultValue Mail mail,
    @NotNull @DefaultValue Robot wecom,
    @NotNull @DefaultValue Robot dingtalk) {

  AlertSettings {
    require(isAddress(linkBase), "link-base", "须为 http 或 https 地址 / an http or https address");
    linkBase = linkBase.replaceAll("/+$", "");
    require(isAddress(wecom.url()), "wecom.url", "须为机器人的 https 地址 / the robot's https address");
    require(
        isAddress(dingtalk.url()), "dingtalk.url", "须为机器人的 https 地址 / the robot's https address");
  }

  enum Language {
    ZH,
    EN
  }

  enum Encryption {
    STARTTLS,
    TLS,
    NONE
  }

  /** A webhook that takes Standard Webhooks; the secret is {@code whsec_} and base64. */
  record Webhook(@DefaultValue("") String url, @DefaultValue("") String secret) {

    private static final String PREFIX = "whsec_";

    Webhook {
      require(isAddress(url), "webhook.url", "须为 http 或 https 地址 / an http or https address");
      require(
          url.isBlank() || isKey(secret),
          "webhook.secret",
          "须为 whsec_ 加 24–64 字节的 base64 / whsec_ and 24 to 64 bytes in base64");
    }

    byte[] key() {
      return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }

    private static boolean isKey(String secret) {
      try {
        var bytes = Base64.getDecoder().decode(secret.replaceFirst("^" + PREFIX, ""));
        return secret.startsWith(PREFIX) && bytes.length >= 24 && bytes.length <= 64;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String toString() {
      return "Webhook[]";
    }
  }

  /** A mail server, and between whom. */
  record Mail(
      @DefaultValue("") String host,
      @DefaultValue("587") int port,
      @DefaultValue("STARTTLS") Encryption encryption,
      @DefaultValue("") String user,
      @DefaultValue("") String password,
      @DefaultValue("") String from,
      @DefaultValue List<String> to) {

    Mail {
      require(
          host.isBlank()
              || (isMailbox(from) && !to.isEmpty() && to.stream().allMatch(Mail::isMailbox)),
          "mail.from, mail.to",
          "须为邮箱地址，to 可有多个，用逗号隔开 / mail addresses; several in to, with commas");
    }

    private static boolean isMailbox(String text) {
      return text.matches("[^@\\s,<>]+@[^@\\s,<>]+");
    }

    @Override
    public String toString() {
      return "Mail[" + host + ":" + port + "]";
    }
  }

  /** A robot of a group; its address is as good as a secret. */
  record Robot(@DefaultValue("") String url, @DefaultValue("") String secret) {

    @Override
    public String toString() {
      return "Robot[]";
    }
  }

  private static boolean isAddress(String text) {
    try {
      return text.isBlank() || (text.matches("https?://.+") && new URI(text).getHost() != null);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void require(boolean holds, String key, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("lianbao.alerts." + key + "：" + rule);
    }
  }
}
