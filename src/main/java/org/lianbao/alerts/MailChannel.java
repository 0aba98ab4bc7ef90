package org.lianbao.alerts;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.lianbao.alerts.AlertSettings.Encryption;
import org.lianbao.shared.Clock;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** E-mail by SMTP; every try of a message has the same Message-ID. */
final class MailChannel implements Channel {

  private static final String MILLIS = "10000";

  private final AlertSettings.Mail settings;
  private final JavaMailSenderImpl server = new JavaMailSenderImpl();
  private final Clock clock;

  MailChannel(AlertSettings.Mail settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    server.setHost(settings.host());
    server.setPort(settings.port());
    server.setDefaultEncoding(StandardCharsets.UTF_8.name());
    if (!settings.user().isBlank()) {
      server.setUsername(settings.user());
      server.setPassword(settings.password());
    }
    server.setJavaMailProperties(properties(settings));
  }

  private static Properties properties(AlertSettings.Mail settings) {
    var properties = new Properties();
    properties.put("mail.smtp.auth", Boolean.toString(!settings.user().isBlank()));
    properties.put("mail.smtp.connectiontimeout", "5000");
    properties.put("mail.smtp.timeout", MILLIS);
    properties.put("mail.smtp.writetimeout", MILLIS);
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    var starttls = Boolean.toString(settings.encryption() == Encryption.STARTTLS);
    properties.put("mail.smtp.starttls.enable", starttls);
    properties.put("mail.smtp.starttls.required", starttls);
    properties.put(
        "mail.smtp.ssl.enable", Boolean.toString(settings.encryption() == Encryption.TLS));
    return properties;
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public String tell(Message message) throws NotTold {
    try {
      server.send(written(message));
      return "SMTP 250";
    } catch (MailAuthenticationException e) {
      throw new NotTold("服务器不认用户名或密码 / the server does not know user or password");
    } catch (MailSendException e) {
      var causes = e.getMessageExceptions();
      throw new NotTold(why(causes.length > 0 ? causes[0] : e));
    } catch (MailException | MessagingException e) {
      throw new NotTold(why(e));
    }
  }

  private MimeMessage written(Message message) throws MessagingException {
    var mail = new Numbered(server.getSession(), message.news().id() + "@lianbao");
    var parts = new MimeMessageHelper(mail, StandardCharsets.UTF_8.name());
    parts.setFrom(settings.from());
    parts.setTo(settings.to().toArray(String[]::new));
    parts.setSubject(message.subject());
    parts.setText(message.text());
    parts.setSentDate(Date.from(clock.now()));
    return mail;
  }

  /** In words, without the addresses that the servers' own texts repeat. */
  private static String why(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SMTPAddressFailedException refused) {
        return "收件地址被拒 / an address was refused: SMTP " + refused.getReturnCode();
      }
      if (cause instanceof SMTPSendFailedException refused) {
        return "服务器拒收 / the server refused it: SMTP " + refused.getReturnCode();
      }
      if (cause instanceof SSLException) {
        return "TLS 证书或协议不被接受 / its TLS certificate or protocol is not accepted";
      }
      if (cause.getMessage() != null && cause.getMessage().contains("STARTTLS is required")) {
        return "服务器不支持 STARTTLS，可设 mail.encryption / the server has no STARTTLS, set"
            + " mail.encryption";
      }
    }
    return "连接不上或连接中断 / cannot be reached, or the connection broke";
  }

  /** A mail that keeps the Message-ID it is given. */
  private static final class Numbered extends MimeMessage {

    private final String id;

    Numbered(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + ">");
    }
  }
}
