package org.lianbao.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.lianbao.LianbaoApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the hub until it is told to stop. */
@Command(
    name = "run",
    description = "启动枢纽 / start the hub and keep it running until SIGTERM or Ctrl-C.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "数据目录 / data folder, made if missing (default: data beside the launcher).")
  Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "端口 / HTTP port (default 8080). N+1: health. Broker 61616, with another N: N+2.")
  Integer port;

  @Override
  public Integer call() throws InterruptedException {
    if (data != null) {
      System.setProperty("lianbao.data", data.toAbsolutePath().normalize().toString());
    }
    if (port != null) {
      Ports.of(port).settings().forEach(System::setProperty);
    }
    ConfigurableApplicationContext hub;
    try {
      hub = new SpringApplication(LianbaoApplication.class).run();
    } catch (RuntimeException e) {
      // Spring's reporters have told why already.
      return 1;
    }
    var settings = hub.getEnvironment();
    System.out.printf(
        "已就绪 / ready: http://%s:%s  health http://%s:%s/actuator/health  data %s%n",
        shown(settings.getProperty("server.address")),
        settings.getProperty("local.server.port"),
        shown(settings.getProperty("management.server.address")),
        settings.getProperty("local.management.port"),
        Path.of(settings.getProperty("lianbao.data", "data")).toAbsolutePath().normalize());
    // The shutdown hook closes the context; this thread only waits for the end.
    new CountDownLatch(1).await();
    return 0;
  }

  private static String shown(String address) {
    return address == null || address.equals("0.0.0.0") ? "127.0.0.1" : address;
  }
}
