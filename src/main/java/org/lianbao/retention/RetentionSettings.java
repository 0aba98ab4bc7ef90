package org.lianbao.retention;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long things are kept.
 *
 * @param messages raw messages of partners, and of the county over queues and tables
 * @param logs attempts, acts of operators, changes of partners
 * @param cases forms, files and personal data of cases, from the last news of a case that ended
 */
@Validated
@ConfigurationProperties("lianbao.retention")
record RetentionSettings(
    @NotNull @DurationMin(days = LEAST, message = TOO_SHORT) @DefaultValue("365d")
        Duration messages,
    @NotNull @DurationMin(days = LEAST, message = TOO_SHORT) @DefaultValue("365d") Duration logs,
    @NotNull @DefaultValue("1095d") Duration cases) {

  /** 网络安全法: logs of the network are kept for six months at least. */
  static final int LEAST = 180;

  static final String TOO_SHORT =
      "不得短于 180 天（网络安全法） / at least 180d: the Cybersecurity Law asks for six months of logs";

  /** Raw messages repeat what the forms say. */
  @AssertTrue(
      message =
          "cases 不得短于 messages：来文原件含同样的个人信息"
              + " / cases must not be shorter than messages, which hold the same personal data")
  boolean isErasingWhole() {
    return cases == null || messages == null || cases.compareTo(messages) >= 0;
  }

  Duration of(Rule.Keep keep) {
    return switch (keep) {
      case MESSAGES -> messages;
      case LOGS -> logs;
      case CASES -> cases;
    };
  }

  Instant before(Rule.Keep keep, Instant now) {
    return now.minus(of(keep));
  }
}
