package org.lianbao.partners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Writes the first settings just before the settings files are read. */
public final class FirstSettingsPostProcessor implements EnvironmentPostProcessor, Ordered {

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER - 1;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    var data = Path.of(environment.getProperty("lianbao.data", "./data"));
    var running = Path.of(environment.getProperty("lianbao.running", data + "/running"));
    try {
      var partners = PartnerFolders.read(running.resolve("routes"));
      if (!partners.isEmpty()) {
        new FirstSettings(data).writeWhatIsMissing(partners);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + data.resolve(FirstSettings.FILE), e);
    }
  }
}
