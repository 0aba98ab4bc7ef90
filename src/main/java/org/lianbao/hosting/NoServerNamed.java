package org.lianbao.hosting;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** No database server is named in the settings, so that one of our own is needed. */
final class NoServerNamed implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return context.getEnvironment().getProperty("lianbao.db.url", "").isBlank();
  }
}
