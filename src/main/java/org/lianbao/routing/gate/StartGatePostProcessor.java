package org.lianbao.routing.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.logging.Log;
import org.lianbao.hosting.DataFolder;
import org.lianbao.hosting.StartFailure;
import org.lianbao.shared.Clock;
import org.springframework.boot.ConfigurableBootstrapContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Lets changed partner folders through the gate before the first settings are written. */
public final class StartGatePostProcessor implements EnvironmentPostProcessor, Ordered {

  private final Log log;
  private final ConfigurableBootstrapContext bootstrap;

  public StartGatePostProcessor(DeferredLogFactory logs, ConfigurableBootstrapContext bootstrap) {
    this.log = logs.getLog(StartGatePostProcessor.class);
    this.bootstrap = bootstrap;
  }

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER - 2;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    var data = Path.of(environment.getProperty("lianbao.data", "./data"));
    var changes = take(environment, data);
    changes.stream()
        .filter(change -> change.outcome() == Verdict.Outcome.REFUSED)
        .forEach(change -> log.warn(told(change)));
    bootstrap.addCloseListener(
        event ->
            event
                .getApplicationContext()
                .getBeanFactory()
                .registerSingleton("takenAtStart", new TakenAtStart(changes)));
  }

  private static List<Change> take(ConfigurableEnvironment environment, Path data) {
    var home = environment.getProperty("lianbao.home", ".");
    var working =
        new TextFolders(
            Path.of(environment.getProperty("lianbao.routes", home + "/routes")),
            Path.of(environment.getProperty("lianbao.mappings", home + "/mappings")));
    var running =
        new RunningText(Path.of(environment.getProperty("lianbao.running", data + "/running")));
    if (!working.exist() && !running.folders().exist()) {
      throw new StartFailure(
          "there are no folders %s and %s with partners"
              .formatted(working.routes(), working.mappings()),
          "name them with lianbao.routes and lianbao.mappings");
    }
    try (var taken = DataFolder.open(data)) {
      return new StartGate(working, running, Clock.system()).take();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StartFailure e) {
      // Another hub works here, or nobody may write: the data folder says so again, in its turn.
      running.folders().routes().toFile().mkdirs();
      return List.of();
    }
  }

  private static String told(Change change) {
    var first = change.findings().get(0);
    return "%s: 改动未通过检查，%s / the changed text is not taken, %s: %s (%d) → ./lianbao check %s"
        .formatted(
            change.partner(),
            change.digestBefore() == null ? "未启用" : "仍按原文运行",
            change.digestBefore() == null ? "it does not run" : "the one before runs on",
            first,
            change.findings().size(),
            change.partner());
  }
}
