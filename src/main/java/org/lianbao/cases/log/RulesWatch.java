package org.lianbao.cases.log;

import java.io.IOException;
import java.nio.file.Path;
import org.lianbao.cases.clocks.Timekeeping;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.RulesFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes further editions of the rules into use while the hub runs. A file that cannot be used
 * changes nothing and is told once, until it says something else.
 */
final class RulesWatch {

  private static final Logger LOG = LoggerFactory.getLogger(RulesWatch.class);

  private final Rulebook rules;
  private final Path folder;
  private String told = "";

  RulesWatch(Rulebook rules, Path folder) {
    this.rules = rules;
    this.folder = folder;
  }

  void watch() {
    try {
      rules
          .takeNew(folder, Timekeeping::check)
          .forEach(it -> LOG.info("rules {} are in force from {} on", it.edition(), it.from()));
      told = "";
    } catch (RulesFault | IOException e) {
      if (!told.equals(e.getMessage())) {
        told = e.getMessage();
        LOG.warn("rules that cannot be used change nothing: {}", told);
      }
    }
  }
}
