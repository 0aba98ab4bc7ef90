package org.lianbao.alerts;

import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.lianbao.shared.Json.MalformedJson;
import org.lianbao.shared.Legible;

/**
 * A robot of a WeCom or DingTalk group: a template makes what it takes, and it says by {@code
 * errcode} 0 that it took it. With a secret the address is signed as DingTalk has it.
 */
final class RobotChannel implements Channel {

  /** WeCom takes 2,048 bytes of text. */
  private static final int MOST_BYTES = 2_000;

  private static final int LONGEST_ANSWER = 100;

  private final String name;
  private final AlertSettings.Robot settings;
  private final Template template;
  private final Post post;
  private final Clock clock;

  RobotChannel(
      String name, AlertSettings.Robot settings, Template template, Post post, Clock clock) {
    this.name = name;
    this.settings = settings;
    this.template = template;
    this.post = post;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String tell(Message message) throws NotTold {
    var answer = post.json(address(), Map.of(), body(message));
    try {
      var said = Json.read(answer);
      var code = said.path("errcode").asText("");
      var text = "errcode " + code + " " + said.path("errmsg").asText("");
      var shown = Legible.of(text.substring(0, Math.min(text.length(), LONGEST_ANSWER))).strip();
      if (!code.equals("0")) {
        throw new NotTold(shown);
      }
      return shown;
    } catch (MalformedJson e) {
      throw new NotTold("应答不是机器人的格式 / the answer is not that of a robot");
    }
  }

  private String body(Message message) throws NotTold {
    var out = new StringWriter();
    try {
      template.process(Map.of("text", cut(message.brief()), "subject", message.subject()), out);
    } catch (TemplateException | IOException e) {
      throw new NotTold(
          "模板 %s 不能使用 / the template %s cannot be used"
              .formatted(template.getName(), template.getName()));
    }
    return out.toString();
  }

  private URI address() {
    if (settings.secret().isBlank()) {
      return URI.create(settings.url());
    }
    var at = clock.now().toEpochMilli();
    var sign =
        Hmac.sha256(
            settings.secret().getBytes(StandardCharsets.UTF_8), at + "\n" + settings.secret());
    return URI.create(
        "%s%stimestamp=%d&sign=%s"
            .formatted(
                settings.url(),
                settings.url().contains("?") ? "&" : "?",
                at,
                URLEncoder.encode(sign, StandardCharsets.UTF_8)));
  }

  /** The text, or as much of it as goes into one message. */
  static String cut(String text) {
    var bytes = 0;
    for (var i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      bytes += Character.toString(text.codePointAt(i)).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_BYTES) {
        return text.substring(0, i) + "…";
      }
    }
    return text;
  }
}
