package org.lianbao.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.lianbao.sandbox.fault.FaultRefused;
import org.lianbao.sandbox.fault.FaultRequest;
import org.lianbao.sandbox.scenario.Playbook;
import org.lianbao.sandbox.scenario.UnknownScenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the simulators until the process is asked to end. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "启动全部模拟器 / run all simulators")
final class ServeCommand implements Callable<Integer> {

  @Option(names = "--data", defaultValue = "./data", description = "平台数据目录 / the hub's data")
  private Path data;

  @Option(names = "--http-port", defaultValue = "8090", description = "县、水、电及管理端口 / HTTP port")
  private int httpPort;

  @Option(names = "--sftp-port", defaultValue = "8022", description = "热力 SFTP 端口 / SFTP port")
  private int sftpPort;

  @Option(
      names = "--db-port",
      defaultValue = "8093",
      description = "前置库端口（审批部门、县系统） / database port")
  private int dbPort;

  @Option(
      names = "--hub-url",
      defaultValue = "http://127.0.0.1:8080",
      description = "平台地址 / the hub's address")
  private URI hubUrl;

  @Option(
      names = "--broker-url",
      defaultValue = "tcp://127.0.0.1:61616",
      description = "平台消息中间件 / the hub's broker")
  private String brokerUrl;

  @Option(
      names = "--pace",
      defaultValue = "2s",
      converter = Pace.class,
      description = "每一步的间隔，50ms 至 1h / time between two steps")
  private Duration pace;

  @Option(
      names = "--fault",
      paramLabel = "PARTNER=FAULT[:ARG]",
      description = "一开始就出的故障，如 water=slow:2s / a fault from the start, until it is ended")
  private List<String> faults = List.of();

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "开始时提交一个场景的申请，如 correction / a scenario to begin with")
  private String scenario;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var simulators =
        Simulators.start(
            new SimulatorSettings(data, httpPort, sftpPort, dbPort, hubUrl, brokerUrl, pace));
    Runtime.getRuntime().addShutdownHook(new Thread(simulators::close, "sandbox-close"));
    begin(simulators);
    var http = simulators.httpUrl();
    System.out.println("县工改系统 county  " + http + "/openapi/bz/status → " + hubUrl);
    System.out.println("自来水公司 water   " + http + "/wtr/install/submit");
    System.out.println("供电公司   power   " + http + "/yk/services/bz → " + hubUrl);
    System.out.println("燃气公司   gas     " + brokerUrl + " RQ.INSTALL.APPLY → RQ.INSTALL.STATUS");
    System.out.println("热力公司   heat    sftp://127.0.0.1:" + simulators.sftpPort() + "/in → /out");
    System.out.println("行政审批   approval jdbc:postgresql://127.0.0.1:" + dbPort + "/xzsp_qzk");
    System.out.println("城管       urban-management  " + http + "/cg/rest/bz/accept → " + hubUrl);
    System.out.println("公安交管   traffic-police    " + data + "/ferry/traffic-police/out → in");
    System.out.println("住建局     housing " + http + "/zjj/gateway/bz → " + hubUrl);
    System.out.println("大数据局   data-bureau " + http + "/gateway/bj/base …");
    System.out.println("管理       admin   " + http + "/admin/health, /admin/faults");
    new CountDownLatch(1).await();
    return 0;
  }

  private void begin(Simulators simulators) throws IOException {
    try {
      faults.forEach(text -> simulators.faults().begin(FaultRequest.of(text)));
      if (scenario != null) {
        play(simulators.scenarios());
      }
    } catch (FaultRefused e) {
      simulators.close();
      throw new IOException("--fault: " + e.getMessage(), e);
    } catch (UnknownScenario e) {
      simulators.close();
      throw new IOException("--scenario: " + e.getMessage(), e);
    }
  }

  /** The hub may come up to a minute later. */
  private void play(Playbook scenarios) {
    scenarios.require(scenario);
    var player =
        new Thread(
            () -> {
              var answer = scenarios.begin(scenario);
              System.out.println(
                  "场景 scenario "
                      + scenario
                      + ": "
                      + new String(answer.bytes(), StandardCharsets.UTF_8));
            },
            "scenario");
    player.setDaemon(true);
    player.start();
  }
}
